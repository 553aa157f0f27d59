import type { Clock } from '../../core/ports.ts'
import {
  changeState,
  type DestinationPorts,
  type DestinationState,
  sinceMs,
  untroubled,
} from './destination-state.ts'
import {
  firstProbeSeconds,
  hold,
  minReturnSeconds,
  reportStop,
  returnSeconds,
  type Waiting,
} from './return-time.ts'

export type Admission =
  | { admitted: false; afterSeconds: number }
  /** `probe`: the one message that may find out; `stoppedMs`: how long it has been stopped in all, up to now. */
  | { admitted: true; state: DestinationState | undefined; probe: boolean; stoppedMs: number }

export type Admitted = Exclude<Admission, { admitted: false }>

/** What failed, with the receiver's `Retry-After`. */
export interface Failure {
  readonly eventId: string
  readonly startedAt: Date
  readonly reason: string
  readonly afterSeconds?: number | undefined
  /** It is the destination's: nobody answers, or a run of messages has failed. Without it only five refusals say so. */
  readonly certain?: boolean
}

/** A destination that is back is found out within two minutes, where anything waits for it. */
const maxProbeSeconds = 120
/** A wrong date in a `Retry-After` must not hold a destination up for good; a request an hour does no harm. */
export const longestAskedSeconds = 3600
/** Ids of events that are kept: five failures in a row stop a destination, and the last five leave the probe to others. */
export const maxFailures = 5

/**
 * Whether an attempt may be made. While the destination is stopped all messages wait, in order and without ageing; from
 * time to time one of them, and only one, goes as a probe. Where few messages have failed, the others go on: any of them
 * may find out that it is those messages' own fault.
 */
export async function admit(
  waiting: Waiting,
  state: DestinationState | undefined,
  ports: DestinationPorts,
): Promise<Admission> {
  const { ledger, config, now } = ports
  if (!state?.open) return { admitted: true, state, probe: false, stoppedMs: state?.stoppedMs ?? 0 }
  const stoppedMs = state.stoppedMs + sinceMs(state.since, now)
  if (state.few) return { admitted: true, state, probe: false, stoppedMs }
  const afterSeconds = hold(waiting, state, ports)
  if (afterSeconds !== undefined) return { admitted: false, afterSeconds }
  const probingUntil = secondsFrom(now, config.timeoutSeconds + 5)
  const probed = await ledger.replace('breaker', config.name, { ...state, probingUntil }, state)
  if (probed) return { admitted: true, state: probed, probe: true, stoppedMs }
  return { admitted: false, afterSeconds: returnSeconds(state, waiting, minReturnSeconds, ports) }
}

/**
 * Stops the destination: what concerns all of it must not be burnt on single messages.
 *
 * @returns seconds until the message is to come back
 */
export async function stop(
  { state, probe }: Admitted,
  failure: Failure,
  sentAt: Date | undefined,
  ports: DestinationPorts,
): Promise<number> {
  const stopped = await changeState(
    state,
    // Another message may have stopped it at the same moment: once is enough.
    (now) => (now?.open && !now.few && !probe ? undefined : stoppedState(now, failure, ports)),
    ports,
  )
  return reportStop(stopped, failure.reason, sentAt, ports)
}

/** As it stands once it is stopped, or still stopped after a probe. */
export function stoppedState(
  state: DestinationState | undefined,
  { eventId, startedAt, reason, afterSeconds = 0, certain = false }: Failure,
  { now, retryCapSeconds }: Pick<DestinationPorts, 'now' | 'retryCapSeconds'>,
): DestinationState {
  const { probingUntil: _, few = false, ...before } = state ?? untroubled(now)
  const failed = before.failures ?? []
  const failures = [...new Set([...failed, eventId])].slice(-maxFailures)
  const isFew = !certain && failures.length < maxFailures && (few || !before.open)
  // A stop that is certain now starts with frequent probes; a message that fails again tells nothing new.
  const isNew = !before.open || (few && !isFew) || !failed.includes(eventId)
  const probes = before.open && !few ? before.probes + Number(isNew) : 0
  const seconds = Math.min(retryCapSeconds, maxProbeSeconds, firstProbeSeconds * 2 ** Math.min(probes, 10))
  const asked = secondsFrom(now, Math.min(afterSeconds, longestAskedSeconds))
  return {
    ...before,
    ...(afterSeconds > 0 && { quietUntil: later(asked, before.quietUntil ?? '') }),
    open: true,
    since: before.open ? before.since : now().toISOString(),
    probeAt: later(isNew ? secondsFrom(now, seconds) : before.probeAt, afterSeconds > 0 ? asked : ''),
    probes,
    reason,
    failures,
    failedAt: startedAt.toISOString(),
    ...(isFew && { few: true }),
  }
}

/** As it stands once a probe has got through. */
export function resumedState(state: DestinationState, now: Clock): DestinationState {
  const { failures: _, failedAt: __, few: ___, probingUntil: ____, ...rest } = state
  return {
    ...rest,
    open: false,
    probes: 0,
    stoppedMs: state.stoppedMs + sinceMs(state.since, now),
    answeredAt: now().toISOString(),
  }
}

function secondsFrom(now: Clock, seconds: number): string {
  return new Date(now().getTime() + seconds * 1000).toISOString()
}

function later(one: string, other: string): string {
  return one > other ? one : other
}
