import type { Attempt, DeliverPorts } from './attempt.ts'
import { reportStop, resumedState, stoppedState } from './circuit-breaker.ts'
import { changeState, type DestinationState, untroubled } from './destination-state.ts'
import { fasterState, slowerState } from './learned-rate.ts'

/** So many failures in a row, of at least two messages, are the destination's fault and not a message's. */
const mostFailures = 5

/**
 * The destination has answered this message one way or the other, so it is there: a stop that it was the probe
 * of is over, failures before it do not count, and a throttled one may be asked a little faster. Writes only
 * where there was something of the kind.
 */
export async function noteAnswer({ admission }: Attempt, ports: DeliverPorts): Promise<void> {
  const { config, telemetry, now } = ports
  let resumed = false
  await changeState(
    admission.state,
    (state) => {
      if (!state) return undefined
      // What was under way when it stopped says nothing about whether it is there now.
      resumed = state.open && admission.probe && admission.state?.since === state.since
      if (resumed) return resumedState(state, now)
      const faster = fasterState(state, ports)
      if (!state.failures?.length) return faster
      const { failures: _, ...rest } = faster ?? state
      return { ...rest, answeredAt: now().toISOString() }
    },
    ports,
  )
  if (resumed) telemetry.info('destination_resumed', { destination: config.name })
}

/**
 * A failure that may be the destination's (5xx, no answer, time-out). A run of them stops it.
 *
 * @returns seconds until the message is to come back, where it is this one that stopped the destination
 */
export function noteFailure(
  attempt: Attempt,
  reason: string,
  ports: DeliverPorts,
): Promise<number | undefined> {
  return addFailure(attempt, { reason }, (state) => state, ports)
}

/**
 * The destination has had too many requests: all are slowed down, and none goes out before it asked for. Where
 * it refuses at every slower rate too, nothing gets through (a spent quota, maintenance), and that stops it.
 *
 * @returns seconds until the message is to come back, where it is this one that stopped the destination
 */
export async function noteThrottling(
  attempt: Attempt,
  told: { readonly reason: string; readonly afterSeconds?: number },
  ports: DeliverPorts,
): Promise<number | undefined> {
  const { config, telemetry } = ports
  let perSecond: number | undefined
  const stoppedFor = await addFailure(
    attempt,
    told,
    (state) => {
      const slower = slowerState(state, attempt.startedAt, told.afterSeconds, ports)
      perSecond = slower.perSecond
      return slower
    },
    ports,
  )
  telemetry.warn('destination_throttles', {
    destination: config.name,
    ...(perSecond !== undefined && { perSecond: Math.round(perSecond * 100) / 100 }),
  })
  return stoppedFor
}

/** Adds one to the run, unless it says nothing about the destination. */
async function addFailure(
  { admission, before, event, startedAt }: Attempt,
  { reason, afterSeconds }: { readonly reason: string; readonly afterSeconds?: number },
  change: (state: DestinationState) => DestinationState,
  ports: DeliverPorts,
): Promise<number | undefined> {
  let stopped = false
  const now = await changeState(
    admission.state,
    (state = untroubled(ports.now)) => {
      stopped = false
      const changed = change(state)
      const isAbout =
        !state.open && !othersGotThrough(before?.firstAttemptAt, state) && !isBeforeSlowing(startedAt, state)
      if (!isAbout) return changed === state ? undefined : changed
      const failures = [...(state.failures ?? []), event.id].slice(-mostFailures)
      stopped = failures.length === mostFailures && new Set(failures).size > 1
      return stopped ? stoppedState(changed, reason, afterSeconds, ports) : { ...changed, failures }
    },
    ports,
  )
  return stopped ? reportStop(now, reason, ports) : undefined
}

/** Since it failed first: then it fails for a reason of its own, and says nothing about the destination. */
function othersGotThrough(firstAttemptAt: string | undefined, { answeredAt }: DestinationState): boolean {
  return firstAttemptAt !== undefined && answeredAt !== undefined && firstAttemptAt < answeredAt
}

/** What was under way when it was slowed down has been sent too fast. */
function isBeforeSlowing(startedAt: Date, { perSecondAt }: DestinationState): boolean {
  return perSecondAt !== undefined && startedAt.getTime() <= Date.parse(perSecondAt)
}
