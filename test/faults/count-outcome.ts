import type { Arrival } from '../support/counting-receiver.ts'
import type { Update } from './traffic.ts'

export interface Happened {
  readonly updates: readonly Update[]
  /** Message id to when it had its 200. */
  readonly acceptedAt: ReadonlyMap<string, number>
  readonly arrivals: readonly Arrival[]
  /** Message ids of what the layer gave up on. */
  readonly parked: ReadonlySet<string>
}

export interface Outcome {
  readonly sent: number
  readonly accepted: number
  readonly delivered: number
  readonly parked: number
  /** Accepted, and neither delivered nor parked. */
  readonly lost: number
  /** For a consumer that skips a `webhook-id` that it knows, and for one that does not. */
  readonly duplicates: { readonly honouring: number; readonly naive: number }
  /** A had its 200 before B was sent, or stood before it in the same post, and B came first. */
  readonly orderBreaks: number
  /** From the 200 to the first arrival. */
  readonly longestWaitMs: number
}

export function countOutcome({ updates, acceptedAt, arrivals, parked }: Happened): Outcome {
  const accepted = updates.filter(({ messageId }) => acceptedAt.has(messageId))
  const first = firstArrivals(arrivals, ({ messageId }) => messageId)
  const waits = [...first].map(([messageId = '', { at }]) => at - (acceptedAt.get(messageId) ?? at))
  return {
    sent: updates.length,
    accepted: accepted.length,
    delivered: updates.filter(({ messageId }) => first.has(messageId)).length,
    parked: updates.filter(({ messageId }) => parked.has(messageId)).length,
    lost: accepted.filter(({ messageId }) => !first.has(messageId) && !parked.has(messageId)).length,
    duplicates: {
      honouring: firstArrivals(arrivals, ({ id }) => id).size - first.size,
      naive: arrivals.length - first.size,
    },
    orderBreaks: countOrderBreaks(updates, first),
    longestWaitMs: Math.max(0, ...waits),
  }
}

/** In the order of arrival. */
function firstArrivals<Key>(
  arrivals: readonly Arrival[],
  keyOf: (arrival: Arrival) => Key,
): Map<Key, Arrival> {
  const first = new Map<Key, Arrival>()
  for (const arrival of arrivals) if (!first.has(keyOf(arrival))) first.set(keyOf(arrival), arrival)
  return first
}

function countOrderBreaks(
  updates: readonly Update[],
  first: ReadonlyMap<string | undefined, Arrival>,
): number {
  const known = new Map(updates.map((update) => [update.messageId, update]))
  const furthest = new Map<string, number>()
  let breaks = 0
  for (const messageId of first.keys()) {
    const update = messageId === undefined ? undefined : known.get(messageId)
    if (!update) continue
    const { conversation, index } = update
    const before = furthest.get(conversation) ?? -1
    if (index < before) breaks += 1
    furthest.set(conversation, Math.max(before, index))
  }
  return breaks
}

/** What was promised and not kept, a sentence each. */
export function brokenPromises(outcome: Outcome, { updates, parked }: Happened): string[] {
  const meant = updates.filter(({ malice }) => malice !== undefined).map(({ messageId }) => messageId)
  const unmeant = parked.size - meant.filter((messageId) => parked.has(messageId)).length
  const promises = [
    [outcome.sent - outcome.accepted, 'sent and never accepted'],
    [outcome.lost, 'lost after their 200'],
    [outcome.duplicates.honouring, 'twice for a consumer that honours the idempotency key'],
    [outcome.orderBreaks, 'out of order'],
    [unmeant, 'parked though nothing was wrong with them'],
    [meant.filter((messageId) => !parked.has(messageId)).length, 'poisonous and not parked'],
  ] as const
  return promises.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
}
