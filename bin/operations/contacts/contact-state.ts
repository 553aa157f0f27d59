import { compact } from '../../../functions/core/compact.ts'
import type { Row } from '../../../functions/core/ledger.ts'

/** How a delivery stands, or a contact as a whole; `docs/words.md` says what each means. */
export const contactStates = ['delivered', 'on_the_way', 'parked', 'not_asked_for', 'given_up'] as const
export type ContactState = (typeof contactStates)[number]
export type DeliveryState = Exclude<ContactState, 'not_asked_for'>

/** What the ledger knows of one event at one destination, or at `route`. */
export interface DeliveryFacts {
  readonly destination: string
  readonly delivery?: Row<'delivery'> | undefined
  readonly parked?: Row<'parked'> | undefined
}

/** One event at one destination: its newest generation, whatever became of earlier ones. */
export interface DeliverySummary {
  /** Its name, or `route`. */
  readonly destination: string
  readonly state: DeliveryState
  readonly generation: number
  /** All there ever were, one under way among them. */
  readonly attempts: number
  /** When operators last had it sent again, oldest first. */
  readonly sentAgain?: readonly string[]
  /** When it was delivered, parked or given up. */
  readonly endedAt?: string
  /** Until when what is parked can be sent again: then it is deleted. */
  readonly keptUntil?: string
  readonly firstAttemptAt?: string
  readonly lastAttemptAt?: string
  /** Why it is parked: `refused`, `expired`, `unmatched`, … */
  readonly code?: string
  readonly reason?: string
  readonly ticket?: string
  readonly url?: string
  readonly degraded?: readonly string[]
}

const dayMs = 24 * 3_600_000

/**
 * How a delivery stands. What is parked is parked, whatever else its rows say: somebody has to look at it. A row that
 * says so without one in the parked store was sent again, unless an operator dropped it or its time there ran out.
 */
export function deliveryState(
  { delivery, parked }: DeliveryFacts,
  { now, parkedDays }: { readonly now: Date; readonly parkedDays: number },
): DeliveryState {
  if (parked) return 'parked'
  if (delivery?.status === 'delivered') return 'delivered'
  if (delivery?.status !== 'parked') return 'on_the_way'
  const { droppedAt, lastAttemptAt = '' } = delivery
  if (droppedAt !== undefined && droppedAt >= lastAttemptAt) return 'given_up'
  const lastAt = Date.parse(lastAttemptAt)
  return lastAt + parkedDays * dayMs < now.getTime() ? 'given_up' : 'on_the_way'
}

/** Until when a parked row and its body are kept. */
export function keptUntil(
  { lastAt }: Pick<Row<'parked'>, 'lastAt'>,
  { parkedDays }: { readonly parkedDays: number },
): string {
  return new Date(Date.parse(lastAt) + parkedDays * dayMs).toISOString()
}

/** A delivery for people and programs, without its body. */
export function summarizeDelivery(
  facts: DeliveryFacts,
  options: { readonly now: Date; readonly parkedDays: number },
): DeliverySummary {
  const { destination, delivery, parked } = facts
  const state = deliveryState(facts, options)
  const endedAt = {
    delivered: delivery?.deliveredAt,
    parked: parked?.lastAt,
    given_up: delivery?.droppedAt ?? delivery?.lastAttemptAt,
    on_the_way: undefined,
  }[state]
  return compact({
    destination,
    state,
    generation: Math.max(delivery?.generation ?? 0, parked?.generation ?? 0),
    attempts: Math.max(parked?.attempts ?? 0, delivery?.allAttempts ?? delivery?.attempts ?? 0),
    sentAgain: delivery?.sentAgain,
    endedAt,
    keptUntil: parked && keptUntil(parked, options),
    firstAttemptAt: delivery?.firstAttemptAt,
    lastAttemptAt: delivery?.lastAttemptAt,
    code: parked?.code,
    // The reason of an earlier failure says nothing of what has been delivered since.
    reason: parked?.reason ?? (state === 'delivered' ? undefined : delivery?.reason),
    ticket: delivery?.remote?.ticket,
    url: delivery?.remote?.url,
    degraded: delivery?.degraded,
  })
}

/** Worst first: a contact stands where its worst delivery stands. */
const worst: readonly DeliveryState[] = ['parked', 'on_the_way', 'given_up', 'delivered']

/** How a contact stands as a whole: once, however many destinations it has. */
export function contactState(deliveries: readonly Pick<DeliverySummary, 'state'>[]): ContactState {
  return worst.find((state) => deliveries.some((each) => each.state === state)) ?? 'not_asked_for'
}
