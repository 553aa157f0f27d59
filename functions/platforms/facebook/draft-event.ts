import type { ContactEvent, Person } from '../../../schemas/contact-event.ts'
import { type Absentable, compact } from '../../core/compact.ts'
import { eventId } from '../../core/ids.ts'

/** Where an update came from. */
export interface Origin {
  readonly page: string
  /** When Meta sent the notification, in milliseconds: later than what it tells of. */
  readonly notifiedAt: number | undefined
  readonly receivedAt: string
  /** A copy for an app that does not own the thread. */
  readonly standby: boolean
  /** Made by the test button of the app dashboard. */
  readonly test: boolean
}

type Drafted =
  | 'schemaVersion'
  | 'id'
  | 'platform'
  | 'account'
  | 'occurredAt'
  | 'occurredAtSource'
  | 'receivedAt'
  | 'authenticity'
  | 'standby'
  | 'test'
  | 'work'

/**
 * Completes an event with what all events of a page have in common.
 *
 * @param native what makes this happening, within its page and kind, the one it is
 * @param occurredAt when it happened, in milliseconds, where the platform says so
 */
export function draftEvent(
  origin: Origin,
  native: readonly (string | undefined)[],
  occurredAt: number | undefined,
  given: Absentable<Omit<ContactEvent, Drafted>>,
): ContactEvent {
  const { kind, surface, visibility, addressing, direction, conversation, message, ...rest } = given
  return compact({
    schemaVersion: '1' as const,
    id: eventId('facebook', origin.page, kind, ...native),
    kind,
    platform: 'facebook' as const,
    surface,
    account: { id: origin.page },
    ...timesOf(origin, occurredAt),
    receivedAt: origin.receivedAt,
    visibility,
    addressing,
    direction,
    conversation,
    message,
    ...rest,
    standby: origin.standby ? true : undefined,
    test: origin.test ? true : undefined,
    authenticity: { method: 'hmac-sha256', proven: true },
  })
}

function timesOf({ notifiedAt, receivedAt }: Origin, occurredAt: number | undefined) {
  if (occurredAt !== undefined)
    return { occurredAt: toInstant(occurredAt), occurredAtSource: 'platform' as const }
  if (notifiedAt !== undefined)
    return { occurredAt: toInstant(notifiedAt), occurredAtSource: 'notification' as const }
  return { occurredAt: receivedAt, occurredAtSource: 'received' as const }
}

export function toInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

/** A person as a page knows them: the same person has another id at every page. */
export function personOf(page: string, id: string | undefined, name?: string): Person | undefined {
  if (id === undefined && name === undefined) return undefined
  return compact({
    role: id === page ? ('company' as const) : ('customer' as const),
    id,
    scope: id === undefined ? undefined : `facebook:${page}`,
    name,
  })
}

/** By the page itself, in whatever tool it was written. */
export function directionOf(person: Person | undefined): 'inbound' | 'outbound' {
  return person?.role === 'company' ? 'outbound' : 'inbound'
}

export function messageIdOf(nativeId: string): string {
  return `facebook:${nativeId}`
}
