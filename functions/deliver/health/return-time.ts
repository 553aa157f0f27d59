import { notBefore } from './adaptive-rate.ts'
import { type Health, type HealthPorts, sinceMs } from './health.ts'

export const firstProbeSeconds = 15
/** Delay of whose own attempt failed: the next probe is better another message, because this one may be the cause. */
const probeOthersFirstSeconds = 2
/** Receipts of a message that has just come: one that was handed out more often has waited, or failed. */
const maxFreshReceipts = 3

/**
 * Bounds of the return time, in multiples of the cap. What waits for a stopped destination returns every 20 to 22.5
 * minutes in the end: 12 days take some 810 of the 1,000 receipts that SQS allows, 860 at most. Whoever meets a probe
 * under way comes back within 27 minutes of the one that failed before it. So all are delivered within half an hour of
 * the destination's return.
 */
const maxReturn = 1.5
const maxReturnSinceFailure = 1.8
const returnJitter = 0.1
/** Return time of whoever meets a probe under way. */
export const minReturnSeconds = 2

/** What is to be known of a message that may have to wait. */
export interface Waiting {
  readonly eventId: string
  readonly receiveCount: number
  readonly sentAt?: Date | undefined
}

/** Seconds until a message is to come back that may not be tried now, not even as a probe. */
export function heldSeconds(
  waiting: Waiting,
  health: Health | undefined,
  ports: HealthPorts,
): number | undefined {
  if (!health?.open || health.few) return undefined
  const now = ports.now().getTime()
  const waitMs = mayProbeAt(waiting, health, ports) - now
  // No second probe while the first still waits for its response.
  const isProbed = health.probingUntil !== undefined && Date.parse(health.probingUntil) > now
  if (waitMs <= 0 && !isProbed) return undefined
  ports.telemetry.count('DestinationStopped')
  return returnSeconds(health, waiting, waitMs > 0 ? Math.ceil(waitMs / 1000) : minReturnSeconds, ports)
}

/**
 * Unix time in milliseconds from which a message may be the probe. One that has just come need not wait as long as the
 * others: what waits may be nothing but texts that the destination refuses.
 */
function mayProbeAt(
  { eventId, receiveCount }: Waiting,
  health: Health,
  { retryCapSeconds }: HealthPorts,
): number {
  const { failures, failedAt, since, probeAt } = health
  const probeMs = Date.parse(probeAt)
  if (failures?.includes(eventId))
    return Math.max(notBefore(health), probeMs + probeOthersFirstSeconds * 1000)
  const freshMs = Date.parse(failedAt ?? since) + Math.min(retryCapSeconds, firstProbeSeconds) * 1000
  return Math.max(notBefore(health), receiveCount <= maxFreshReceipts ? Math.min(probeMs, freshMs) : probeMs)
}

/**
 * Seconds until a message comes back that waits for a stopped destination: after as long again as it has waited
 * already, so that a short stop costs little time and a long one few receipts.
 */
export function returnSeconds(
  { since, failedAt }: Health,
  { sentAt }: Pick<Waiting, 'sentAt'>,
  minSeconds: number,
  { now, random, retryCapSeconds }: HealthPorts,
): number {
  const age = sentAt ? Math.max(0, now().getTime() - sentAt.getTime()) : Number.POSITIVE_INFINITY
  const waited = Math.min(sinceMs(since, now), age) / 1000
  const growing = Math.min(maxReturn * retryCapSeconds, waited) * (1 - random() * returnJitter)
  const sinceFailure = sinceMs(failedAt ?? since, now) / 1000
  return Math.ceil(
    Math.max(minSeconds, Math.min(growing, maxReturnSinceFailure * retryCapSeconds - sinceFailure)),
  )
}

/** @returns seconds until the message that found it stopped is to come back */
export function reportStop(
  health: Health | undefined,
  reason: string,
  sentAt: Date | undefined,
  ports: HealthPorts,
): number {
  const { config, telemetry, now } = ports
  telemetry.count('DestinationStopped')
  telemetry.warn('destination_stopped', {
    destination: config.name,
    reason,
    probes: health?.probes ?? 0,
  })
  if (!health?.open) return Math.min(ports.retryCapSeconds, firstProbeSeconds)
  const waitMs = Math.max(0, Date.parse(health.probeAt) - now().getTime())
  const minSeconds = Math.max(1, Math.ceil(waitMs / 1000)) + probeOthersFirstSeconds
  return returnSeconds(health, { sentAt }, minSeconds, ports)
}
