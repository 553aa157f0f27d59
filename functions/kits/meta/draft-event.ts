import type { ContactEvent, Person } from '../../../schemas/contact-event.ts'
import { type Absentable, compact } from '../../core/compact.ts'
import { eventId } from '../../core/ids.ts'

/** Where an update came from. */
export interface Origin {
  /** The platform of Meta's that it is: its events and ids begin with that. */
  readonly platform: string
  /** The company's own: a page, an account. */
  readonly account: string
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
 * Completes an event with what all events of an account have in common.
 *
 * @param native what makes this happening, within its account and kind, the one it is
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
    id: eventId(origin.platform, origin.account, kind, ...native),
    kind,
    platform: origin.platform,
    surface,
    account: { id: origin.account },
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

/** A person as an account knows them: the same person has another id at every one. */
export function personOf(
  { platform, account }: Pick<Origin, 'platform' | 'account'>,
  id: string | undefined,
  name?: string,
): Person | undefined {
  if (id === undefined && name === undefined) return undefined
  return compact({
    role: id === account ? ('company' as const) : ('customer' as const),
    id,
    scope: id === undefined ? undefined : `${platform}:${account}`,
    name,
  })
}

/** By the company itself, in whatever tool it was written. */
export function directionOf(person: Person | undefined): 'inbound' | 'outbound' {
  return person?.role === 'company' ? 'outbound' : 'inbound'
}

export function messageIdOf({ platform }: Pick<Origin, 'platform'>, nativeId: string): string {
  return `${platform}:${nativeId}`
}
