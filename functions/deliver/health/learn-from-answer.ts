import type { Attempt, DeliverPorts } from '../attempt.ts'
import { maxFailures, resumedState, stoppedState } from './circuit-breaker.ts'
import { changeState, type DestinationState, sinceMs, untroubled } from './destination-state.ts'
import { fasterState, slowerState } from './learned-rate.ts'
import { reportStop } from './return-time.ts'

/**
 * Where nothing but one message is tried, its failures alone say nothing for so long. Then the destination counts as
 * stopped until anything else gets through.
 */
const maxLoneFailingMs = 3600 * 1000

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
      const wasAsked = admission.probe || admission.state?.few === true
      resumed = state.open && wasAsked && admission.state?.since === state.since
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

/**
 * Adds one to the run, unless it says nothing about the destination. Five in a row, of at least two messages, are the
 * destination's fault and not a message's.
 */
async function addFailure(
  { admission, before, event, startedAt, sentAt }: Attempt,
  { reason, afterSeconds }: { readonly reason: string; readonly afterSeconds?: number },
  change: (state: DestinationState) => DestinationState,
  ports: DeliverPorts,
): Promise<number | undefined> {
  let stopped = false
  const state = await changeState(
    admission.state,
    (state = untroubled(ports.now)) => {
      stopped = false
      const changed = change(state)
      const isAbout =
        (!state.open || state.few) &&
        !othersGotThrough(before?.firstAttemptAt, state) &&
        !isBeforeSlowing(startedAt, state)
      if (!isAbout) return changed === state ? undefined : changed
      const failures = [...(state.failures ?? []), event.id].slice(-maxFailures)
      const isRun = failures.length === maxFailures
      const isLone = new Set(failures).size === 1
      stopped = isLone ? state.few || (isRun && failsForLong(before?.firstAttemptAt, ports)) : isRun
      const failing = { ...changed, failures }
      return stopped
        ? stoppedState(
            failing,
            { eventId: event.id, startedAt, reason, afterSeconds, certain: !isLone },
            ports,
          )
        : failing
    },
    ports,
  )
  return stopped ? reportStop(state, reason, sentAt, ports) : undefined
}

function failsForLong(firstAttemptAt: string | undefined, { now }: DeliverPorts): boolean {
  return firstAttemptAt !== undefined && sinceMs(firstAttemptAt, now) >= maxLoneFailingMs
}

/** Since it failed first: then it fails for a reason of its own, and says nothing about the destination. */
function othersGotThrough(firstAttemptAt: string | undefined, { answeredAt }: DestinationState): boolean {
  return firstAttemptAt !== undefined && answeredAt !== undefined && firstAttemptAt < answeredAt
}

/** What was under way when it was slowed down has been sent too fast. */
function isBeforeSlowing(startedAt: Date, { perSecondAt }: DestinationState): boolean {
  return perSecondAt !== undefined && startedAt.getTime() <= Date.parse(perSecondAt)
}
