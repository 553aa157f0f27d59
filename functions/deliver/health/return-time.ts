import { type DestinationPorts, type DestinationState, sinceMs } from './destination-state.ts'

export const firstProbeSeconds = 15
/** Whose own attempt failed comes back a little later: the next probe is better another message, it may be the cause. */
const probeOthersFirstSeconds = 2
/** A message that has been handed out more often has waited, or failed. */
const maxFreshReceipts = 3

/**
 * What waits for a stopped destination returns every 20 to 22.5 minutes in the end: 12 days take some 810 of the 1,000
 * receipts that SQS allows, 860 at most. Whoever meets a probe under way comes back within 27 minutes of the one that
 * failed before it. So all are delivered within half an hour of the destination's return. Multiples of the cap.
 */
const maxReturn = 1.5
const maxReturnSinceFailure = 1.8
const returnJitter = 0.1
/** Whoever meets a probe under way. */
export const minReturnSeconds = 2

/** What is to be known of a message that may have to wait. */
export interface Waiting {
  readonly eventId: string
  readonly receiveCount: number
  readonly sentAt?: Date | undefined
}

/** Seconds until a message is to come back that may not be tried now, not even as a probe. */
export function hold(
  waiting: Waiting,
  state: DestinationState | undefined,
  ports: DestinationPorts,
): number | undefined {
  if (!state?.open || state.few) return undefined
  const now = ports.now().getTime()
  const waitMs = mayProbeAt(waiting, state, ports) - now
  // No second probe while the first still waits for its answer.
  const isProbed = state.probingUntil !== undefined && Date.parse(state.probingUntil) > now
  if (waitMs <= 0 && !isProbed) return undefined
  ports.telemetry.count('DestinationStopped')
  return returnSeconds(state, waiting, waitMs > 0 ? Math.ceil(waitMs / 1000) : minReturnSeconds, ports)
}

/**
 * Unix time in milliseconds from which a message may be the probe. One that has just come need not wait as long as the
 * others: what waits may be nothing but texts that the destination refuses.
 */
function mayProbeAt(
  { eventId, receiveCount }: Waiting,
  { failures, failedAt, since, probeAt, quietUntil }: DestinationState,
  { retryCapSeconds }: DestinationPorts,
): number {
  const quietMs = quietUntil === undefined ? 0 : Date.parse(quietUntil)
  const probeMs = Date.parse(probeAt)
  if (failures?.includes(eventId)) return Math.max(quietMs, probeMs + probeOthersFirstSeconds * 1000)
  const freshMs = Date.parse(failedAt ?? since) + Math.min(retryCapSeconds, firstProbeSeconds) * 1000
  return Math.max(quietMs, receiveCount <= maxFreshReceipts ? Math.min(probeMs, freshMs) : probeMs)
}

/**
 * Seconds until a message comes back that waits for a stopped destination: after as long again as it has waited
 * already, so that a short stop costs little time and a long one few receipts.
 */
export function returnSeconds(
  { since, failedAt }: DestinationState,
  { sentAt }: Pick<Waiting, 'sentAt'>,
  leastSeconds: number,
  { now, random, retryCapSeconds }: DestinationPorts,
): number {
  const age = sentAt ? Math.max(0, now().getTime() - sentAt.getTime()) : Number.POSITIVE_INFINITY
  const waited = Math.min(sinceMs(since, now), age) / 1000
  const growing = Math.min(maxReturn * retryCapSeconds, waited) * (1 - random() * returnJitter)
  const sinceFailure = sinceMs(failedAt ?? since, now) / 1000
  return Math.ceil(
    Math.max(leastSeconds, Math.min(growing, maxReturnSinceFailure * retryCapSeconds - sinceFailure)),
  )
}

/** @returns seconds until the message that found it stopped is to come back */
export function reportStop(
  state: DestinationState | undefined,
  reason: string,
  sentAt: Date | undefined,
  ports: DestinationPorts,
): number {
  const { config, telemetry, now } = ports
  telemetry.count('DestinationStopped')
  telemetry.warn('destination_stopped', {
    destination: config.name,
    reason,
    probes: state?.probes ?? 0,
  })
  if (!state?.open) return Math.min(ports.retryCapSeconds, firstProbeSeconds)
  const waitMs = Math.max(0, Date.parse(state.probeAt) - now().getTime())
  const leastSeconds = Math.max(1, Math.ceil(waitMs / 1000)) + probeOthersFirstSeconds
  return returnSeconds(state, { sentAt }, leastSeconds, ports)
}
