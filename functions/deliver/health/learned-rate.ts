import type { DeliverPorts } from '../attempt.ts'
import { longestAskedSeconds } from './circuit-breaker.ts'
import { type DestinationState, sinceMs } from './destination-state.ts'

type RatePorts = Pick<DeliverPorts, 'config' | 'adapter' | 'pacer' | 'now'>

/** One request in ten seconds: below it a queue would hardly move. */
const slowest = 0.1
const fastest = 1000
/** Back to where it was in three steps, three minutes; a halving too many costs three more. */
const step = 1.25
const stepMs = 60_000

/** Requests a second that the destination may be asked; `undefined`: as many as there are. */
export function allowedPerSecond(
  state: Pick<DestinationState, 'perSecond'> | undefined,
  { config, adapter }: Pick<DeliverPorts, 'config' | 'adapter'>,
): number | undefined {
  const limits = [config.requestsPerSecond, adapter.limits.requestsPerSecond, state?.perSecond]
  const smallest = Math.min(...limits.map((limit) => limit ?? Number.POSITIVE_INFINITY))
  return Number.isFinite(smallest) ? smallest : undefined
}

/**
 * Half of what it was given; without a limit so far, half of what this function has sent, as if the others were
 * as busy. An attempt that began before the last halving tells nothing about the new rate.
 *
 * @param afterSeconds the receiver's `Retry-After`
 */
export function slowerState(
  state: DestinationState,
  attemptedAt: Date,
  afterSeconds: number | undefined,
  ports: RatePorts,
): DestinationState {
  const { config, pacer, now } = ports
  const quietUntil = quiet(state, afterSeconds, ports)
  if (state.perSecondAt !== undefined && attemptedAt.getTime() <= Date.parse(state.perSecondAt))
    return { ...state, ...quietUntil }
  const current = allowedPerSecond(state, ports) ?? pacer.observedPerSecond() * config.concurrency
  return {
    ...state,
    ...quietUntil,
    perSecond: Math.min(fastest, Math.max(slowest, current / 2)),
    perSecondAt: now().toISOString(),
    perSecondBefore: state.perSecondBefore ?? current,
  }
}

function quiet(
  { quietUntil }: DestinationState,
  afterSeconds: number | undefined,
  { now }: RatePorts,
): Pick<DestinationState, 'quietUntil'> {
  if (afterSeconds === undefined) return {}
  const until = new Date(now().getTime() + Math.min(afterSeconds, longestAskedSeconds) * 1000).toISOString()
  return { quietUntil: quietUntil !== undefined && quietUntil > until ? quietUntil : until }
}

/** A step faster after a minute without throttling, until it is given again what it was; else `undefined`. */
export function fasterState(
  state: DestinationState,
  { now }: Pick<RatePorts, 'now'>,
): DestinationState | undefined {
  const { perSecond, perSecondAt, perSecondBefore, ...rest } = state
  if (perSecond === undefined || perSecondAt === undefined || sinceMs(perSecondAt, now) < stepMs)
    return undefined
  const faster = perSecond * step
  if (perSecondBefore === undefined || faster >= perSecondBefore) return rest
  return { ...rest, perSecond: faster, perSecondAt: now().toISOString(), perSecondBefore }
}
