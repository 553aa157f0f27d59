import { compact } from '../../../functions/core/compact.ts'
import type { Row } from '../../../functions/core/ledger.ts'
import { byText } from '../by-text.ts'
import type { ArchivedRow } from '../replay-events.ts'
import type { KeptEvent } from './contact-facts.ts'
import type { DeliverySummary } from './contact-state.ts'

/** One event at one destination, with the rows that tell of it. */
export interface ContactDelivery extends DeliverySummary {
  readonly delivery?: Row<'delivery'>
  readonly parked?: Row<'parked'>
}

/** One thing that happened to an event. */
export interface TimelineStep {
  readonly at: string
  /** `happened`: as far as anybody says. `sent_again`: by an operator. `attempt`: one request to the destination, or the few that make one delivery. */
  readonly what:
    | 'happened'
    | 'received'
    | 'routed'
    | 'sent_again'
    | 'attempt'
    | 'delivered'
    | 'parked'
    | 'given_up'
  /** Its name, or `route`. */
  readonly destination?: string
  readonly outcome?: 'delivered' | 'waiting' | 'parked'
  readonly reason?: string
  readonly code?: string
  /** Milliseconds that an attempt took. */
  readonly ms?: number
  /** Milliseconds since it was received. */
  readonly afterMs?: number
  readonly ticket?: string
  readonly url?: string
  /** Of a step `routed`: to whom. */
  readonly destinations?: readonly string[]
  /** Of a step `routed`: numbers of the rules that routed it, from 1, `own` or `sent`; nothing where none applied. */
  readonly by?: readonly string[]
  /** Of a step `routed`: which effect for work, and why. */
  readonly effect?: string
}

/** What a timeline is made of. */
interface Told {
  readonly receivedAt: string
  readonly routedAt?: string
  readonly deliveries: readonly ContactDelivery[]
  readonly event?: KeptEvent
  readonly archived?: Pick<ArchivedRow, 'destinations' | 'by'>
}

/** What happened to an event, in the order in which it did. */
export function timelineOf(contact: Told): TimelineStep[] {
  const { receivedAt, routedAt, deliveries, event, archived } = contact
  const began = Date.parse(receivedAt)
  const steps: (TimelineStep | undefined)[] = [
    event && { at: event.occurredAt, what: 'happened' },
    receivedAt === '' ? undefined : { at: receivedAt, what: 'received' },
    routedAt === undefined
      ? undefined
      : compact({
          at: routedAt,
          what: 'routed' as const,
          destinations: archived?.destinations,
          by: archived && whyOf(archived),
          effect: event?.work?.effect,
          reason: event?.work?.reason,
        }),
    ...deliveries.flatMap(stepsOf),
  ]
  return steps
    .filter((step) => step !== undefined)
    .map((step) => {
      const afterMs = Date.parse(step.at) - began
      return step.what === 'happened' || Number.isNaN(afterMs) ? step : { ...step, afterMs }
    })
    .toSorted(byText(({ at }) => new Date(at).toISOString()))
}

/** Why it went where it did, as route wrote it down; `undefined` where an older release did not. */
export function whyOf({ by }: Pick<ArchivedRow, 'by'>): string[] | undefined {
  return by?.split(',').filter((each) => each !== '')
}

function stepsOf(contact: ContactDelivery): TimelineStep[] {
  const { destination, delivery } = contact
  const log = delivery?.attemptLog ?? []
  const attempts = log.map(
    ({ at, ms, outcome, reason }): TimelineStep =>
      compact({ at, what: 'attempt' as const, destination, ms, outcome, reason }),
  )
  const last = delivery?.lastAttemptAt
  // Attempts that were made before their log was kept.
  const unlogged: TimelineStep[] =
    last !== undefined && log.length === 0
      ? [compact({ at: last, what: 'attempt' as const, destination, reason: delivery?.reason })]
      : []
  const sentAgain = (delivery?.sentAgain ?? []).map(
    (at): TimelineStep => ({ at, what: 'sent_again', destination }),
  )
  const end = endOf(contact)
  return [...sentAgain, ...attempts, ...unlogged, ...(end ? [end] : [])]
}

function endOf({ destination, delivery, parked, state, endedAt: at }: ContactDelivery) {
  if (at === undefined || state === 'on_the_way') return undefined
  const { ticket, url } = delivery?.remote ?? {}
  const { code, reason } = parked ?? {}
  const told = { delivered: { ticket, url }, parked: { code, reason }, given_up: {} }[state]
  const step: TimelineStep = compact({ at, what: state, destination, ...told })
  return step
}
