import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { DeliverPorts, QueuedEvent } from './attempt.ts'

const dayMs = 24 * 3600 * 1000

/**
 * Counts how long a contact took from the platform's own time to its delivery, by platform. What is sent again on purpose
 * says nothing of that.
 */
export function measureLatency(
  { event, generation }: QueuedEvent,
  { telemetry, now, maxLatencyDays }: Pick<DeliverPorts, 'telemetry' | 'now' | 'maxLatencyDays'>,
): void {
  if (generation > 0) return
  const ms = latencyMs(event, now(), maxLatencyDays * dayMs)
  if (ms !== undefined) telemetry.measure(`Latency-${event.platform}`, ms)
}

/**
 * @param maxMs nothing waits for longer here: beyond it the clock of whoever wrote the time is wrong
 * @returns 0 where that clock is ahead; `undefined` where the event has no time of its own, or no believable one
 */
export function latencyMs(
  { occurredAt, occurredAtSource }: Pick<RoutedEvent, 'occurredAt' | 'occurredAtSource'>,
  now: Date,
  maxMs: number,
): number | undefined {
  // What was not told is the time at which we had it.
  if (occurredAtSource === 'received') return undefined
  const ms = now.getTime() - Date.parse(occurredAt)
  return Number.isNaN(ms) || ms > maxMs ? undefined : Math.max(0, ms)
}
