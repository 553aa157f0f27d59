import type { Person, RoutedEvent } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import { sha256 } from '../../core/ids.ts'
import { shown } from '../../presentation/name-person.ts'

/** Whom a system takes a message to be from: messages with the same `id` belong together. */
export interface Speaker {
  /** Printable ASCII, 200 characters at most. */
  readonly id: string
  readonly type: 'email' | 'opaque'
  /** For people to read. */
  readonly name?: string
}

/**
 * The customer whom a private event is about, also whom a mail did not reach; `undefined` where it is the company's, or
 * nobody is named.
 */
export function customerOf({
  kind,
  direction,
  author,
  actor,
  receipt,
  platform,
}: RoutedEvent): Speaker | undefined {
  if (direction === 'outbound') return undefined
  const unreached: Person | undefined =
    kind === 'receipt.failed' && platform === 'email' && receipt?.recipient !== undefined
      ? { role: 'customer', email: receipt.recipient }
      : undefined
  const person = [author, actor, unreached].find((each) => each?.role === 'customer')
  return person && speakerFrom(person, platform)
}

/** Somebody whom no platform names, as the only one of a ticket. */
export function unknownCustomer({ author, work }: RoutedEvent): Speaker {
  const name = shown(author?.name ?? author?.handle)
  return compact({ id: shortened(`unknown/${work.key}`), type: 'opaque' as const, name })
}

const hides = new Set<RoutedEvent['kind']>(['message.hidden', 'message.unhidden', 'message.deleted'])

/** Whoever speaks in public: a customer, the company as its account, or the platform for want of a name. */
export function publicSpeaker({ kind, direction, author, actor, account, platform }: RoutedEvent): Speaker {
  const own = () => speakerFrom(account, platform)
  const other = [author, actor].flatMap((each) => (each && speakerFrom(each, platform)) ?? [])[0]
  const speaker = direction === 'outbound' || (hides.has(kind) && actor?.role === 'company') ? own() : other
  return speaker ?? { id: platform, type: 'opaque' }
}

function speakerFrom(
  { id, scope, email, name: ownName, handle }: Pick<Person, 'id' | 'scope' | 'email' | 'name' | 'handle'>,
  platform: RoutedEvent['platform'],
): Speaker | undefined {
  const name = shown(ownName ?? handle)
  const address = platform === 'email' ? (email ?? id) : undefined
  if (address !== undefined)
    return compact({ id: shortened(address.toLowerCase()), type: 'email' as const, name })
  if (id === undefined) return undefined
  // Platforms know the same person by other ids elsewhere, and two platforms may use one number.
  return compact({ id: shortened(`${scope ?? platform}/${id}`), type: 'opaque' as const, name })
}

const plain = /^[\x21-\x7e]{1,200}$/

function shortened(id: string): string {
  return plain.test(id) ? id : `sha256:${sha256(id)}`
}
