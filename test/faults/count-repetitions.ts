import { type Arrival, keyOf } from '../support/counting-receiver.ts'
import type { Happened } from './happened.ts'

export interface Repetitions {
  /** For a consumer that skips a `webhook-id` that it knows: twice under different ones. */
  readonly otherKey: number
  /** For a consumer that does not look. */
  readonly sameKey: number
  /** Of these, those for which nothing had happened that would explain it. */
  readonly unexplained: number
  /** Messages that came more often than bad luck tells. */
  readonly excessive: number
}

const maxArrivals = 6

export function countRepetitions(happened: Happened): Repetitions {
  const counted = { otherKey: 0, sameKey: 0, unexplained: 0, excessive: 0 }
  for (const arrivals of Map.groupBy(happened.arrivals, ({ event }) => keyOf(event)).values()) {
    const ids = new Set(arrivals.map(({ id }) => id))
    counted.otherKey += ids.size - 1
    counted.sameKey += arrivals.length - ids.size
    if (arrivals.length > maxArrivals) counted.excessive += 1
    for (const [index, arrival] of arrivals.entries()) {
      const before = arrivals[index - 1]
      if (before && before.id === arrival.id && !isExplained(before, arrival, happened))
        counted.unexplained += 1
    }
  }
  return counted
}

/**
 * The sender was not told that it was taken; or something happened to the sender before it had written that down; or
 * somebody asked for it. Otherwise a message that was taken is not sent again.
 */
function isExplained(before: Arrival, again: Arrival, { doubts, replays }: Happened): boolean {
  const isBetween = (at: number) => at >= before.at && at <= again.at
  return !before.confirmed || doubts.some(isBetween) || replays.some(isBetween)
}
