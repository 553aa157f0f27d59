import type { Arrival } from '../support/counting-receiver.ts'
import type { KeptTicket } from '../support/ticket-receiver.ts'
import type { Update } from './update.ts'

/** Everything that is known of a run once nothing is under way any more. Times in milliseconds since 1970. */
export interface Happened {
  readonly updates: readonly Update[]
  /** By key: when it had its 200. */
  readonly acceptedAt: ReadonlyMap<string, number>
  readonly arrivals: readonly Arrival[]
  readonly tickets: readonly KeptTicket[]
  /** Keys of what the layer gave up on, by the place where it is kept: `route`, `crm`, `desk`. */
  readonly parked: ReadonlyMap<string, ReadonlySet<string>>
  /** Parked rows that point to no body. */
  readonly bodiless: number
  /** Keys of deletions, and when route had done with each. */
  readonly deletedAt: ReadonlyMap<string, number>
  /** Conversations whose customer was erased, and when that was over. */
  readonly erasedAt: ReadonlyMap<string, number>
  /** When something happened to the function that delivers, so that it may not know what it has sent. */
  readonly doubts: readonly number[]
  /** When all that had been sent on was sent again. */
  readonly replays: readonly number[]
  /** `<destination>#<event id>` of what the ledger calls delivered. */
  readonly recorded: ReadonlySet<string>
}

/** By key, in the order of arrival. */
export function firstArrivals(
  arrivals: readonly Arrival[],
  keyOf: (arrival: Arrival) => string,
): Map<string, Arrival> {
  const first = new Map<string, Arrival>()
  for (const arrival of arrivals) if (!first.has(keyOf(arrival))) first.set(keyOf(arrival), arrival)
  return first
}
