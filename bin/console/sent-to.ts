import type { RebuiltBody } from '../../functions/contracts/destination.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { SentRequest } from '../local/sent-requests.ts'
import type { KeptEvent } from '../operations/contacts/contact-facts.ts'
import type { Contact } from '../operations/contacts/read-contact.ts'
import type { ConsolePorts } from './console-ports.ts'

/** What one destination was sent of an event, so far as it is known. */
export interface Sent {
  readonly destination: string
  /** As they were made: of the local run alone. */
  readonly requests: readonly SentRequest[]
  /** Where none are kept: what the event is sent as today. */
  readonly rebuilt?: RebuiltBody
}

/** Finds what each destination that was tried was sent of an event whose words are kept. */
export async function sentTo(
  { id, event, deliveries }: Contact,
  { requests, rebuild }: Pick<ConsolePorts, 'requests' | 'rebuild'>,
): Promise<Sent[]> {
  if (!event || !isRouted(event)) return []
  const kept = requests?.of(id) ?? []
  const tried = deliveries.filter(
    ({ destination, attempts, state }) => destination !== 'route' && (attempts > 0 || state === 'delivered'),
  )
  return Promise.all(
    tried.map(async ({ destination }) => {
      const made = kept.filter((each) => each.destination === destination)
      // An adapter of somebody's own may throw at an event of long ago.
      const rebuilt = made.length > 0 ? undefined : await rebuild(destination, event).catch(() => undefined)
      return { destination, requests: made, ...(rebuilt && { rebuilt }) }
    }),
  )
}

function isRouted(event: KeptEvent): event is RoutedEvent {
  return event.work !== undefined
}
