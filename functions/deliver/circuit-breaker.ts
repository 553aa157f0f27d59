import type { Clock } from '../core/ports.ts'
import {
  changeState,
  type DestinationPorts,
  type DestinationState,
  sinceMs,
  untroubled,
} from './destination-state.ts'

export type Admission =
  | { admitted: false; afterSeconds: number }
  /** `probe`: the one message that may find out; `stoppedMs`: how long it has been stopped in all, up to now. */
  | { admitted: true; state: DestinationState | undefined; probe: boolean; stoppedMs: number }

export type Admitted = Exclude<Admission, { admitted: false }>

const firstProbeSeconds = 15
/** A wrong date in a `Retry-After` must not hold a destination up for good; a request an hour does no harm. */
export const longestAskedSeconds = 3600
/** Whose own attempt failed comes back a little later: the next probe is better another message, it may be the cause. */
const probeOthersFirstSeconds = 2

/**
 * Whether an attempt may be made. While the destination is stopped all messages wait, in order and without
 * ageing; from time to time one of them, and only one, goes as a probe.
 */
export async function admit(
  state: DestinationState | undefined,
  ports: DestinationPorts,
): Promise<Admission> {
  const { ledger, config, now, telemetry } = ports
  if (!state?.open) return { admitted: true, state, probe: false, stoppedMs: state?.stoppedMs ?? 0 }
  const waitMs = Date.parse(state.probeAt) - now().getTime()
  if (waitMs > 0) {
    telemetry.count('DestinationStopped')
    return { admitted: false, afterSeconds: Math.ceil(waitMs / 1000) }
  }
  const probes = state.probes + 1
  // No second probe while the first still waits for its answer.
  const probeAt = nextProbe(probes, config.timeoutSeconds + 5, ports)
  const probed = await ledger.replace('breaker', config.name, { ...state, probes, probeAt }, state)
  if (!probed) return { admitted: false, afterSeconds: 1 }
  return {
    admitted: true,
    state: probed,
    probe: true,
    stoppedMs: state.stoppedMs + sinceMs(state.since, now),
  }
}

/**
 * Stops the destination: what concerns all of it must not be burnt on single messages.
 *
 * @param askedSeconds the receiver's `Retry-After`
 * @returns seconds until the message is to come back
 */
export async function stop(
  { state, probe }: Admitted,
  reason: string,
  askedSeconds: number | undefined,
  ports: DestinationPorts,
): Promise<number> {
  const stopped = await changeState(
    state,
    // Another message may have stopped it at the same moment: once is enough.
    (now) => (now?.open && !probe ? undefined : stoppedState(now, reason, askedSeconds, ports)),
    ports,
  )
  return reportStop(stopped, reason, ports)
}

/** As it stands once it is stopped, or still stopped after a probe. */
export function stoppedState(
  state: DestinationState | undefined,
  reason: string,
  askedSeconds: number | undefined,
  ports: DestinationPorts,
): DestinationState {
  const { failures: _, ...before } = state ?? untroubled(ports.now)
  const probes = before.open ? before.probes : 0
  return {
    ...before,
    open: true,
    since: before.open ? before.since : ports.now().toISOString(),
    probeAt: nextProbe(probes, Math.min(askedSeconds ?? 0, longestAskedSeconds), ports),
    probes,
    reason,
  }
}

/** @returns seconds until the message that found it stopped is to come back */
export function reportStop(
  state: DestinationState | undefined,
  reason: string,
  { config, telemetry, now }: DestinationPorts,
): number {
  telemetry.count('DestinationStopped')
  telemetry.warn('destination_stopped', {
    destination: config.name,
    reason,
    probes: state?.probes ?? 0,
  })
  const waitMs = state ? Date.parse(state.probeAt) - now().getTime() : 0
  return Math.max(1, Math.ceil(waitMs / 1000)) + probeOthersFirstSeconds
}

/** As it stands once a probe has got through. */
export function resumedState(state: DestinationState, now: Clock): DestinationState {
  return {
    ...state,
    open: false,
    probes: 0,
    stoppedMs: state.stoppedMs + sinceMs(state.since, now),
    answeredAt: now().toISOString(),
  }
}

function nextProbe(
  probes: number,
  leastSeconds: number,
  { now, retryCapSeconds }: Pick<DestinationPorts, 'now' | 'retryCapSeconds'>,
): string {
  const seconds = Math.min(retryCapSeconds, firstProbeSeconds * 2 ** Math.min(probes, 10))
  return new Date(now().getTime() + Math.max(seconds, leastSeconds) * 1000).toISOString()
}
