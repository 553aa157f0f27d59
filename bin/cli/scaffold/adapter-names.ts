import { eventId } from '../../../functions/core/ids.ts'

/** How an adapter is called in the places where its templates name it. */
export interface AdapterNames {
  /** `service-now` */
  readonly name: string
  /** `serviceNow` */
  readonly identifier: string
  /** `Service now` */
  readonly title: string
  /** What the event of a new platform's sample is called, by its adapter as it is written. */
  readonly eventId: string
}

const afterDash = /-(.)/g

/** @param name in kebab case */
export function adapterNames(name: string): AdapterNames {
  const words = name.replaceAll('-', ' ')
  return {
    name,
    identifier: name.replace(afterDash, (_, letter: string) => letter.toUpperCase()),
    title: `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
    eventId: eventId(name, '4711', 'message.created', '1001'),
  }
}
