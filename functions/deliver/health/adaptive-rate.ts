import type { Clock } from '../../core/ports.ts'
import { type Health, type HealthPorts, later, secondsFrom, sinceMs } from './health.ts'
import type { Pacer } from './pacer.ts'

/** Bounds of the rate in requests a second: one in ten seconds, because below it a queue would hardly move. */
const minPerSecond = 0.1
const maxPerSecond = 1000
/** Steps back to where it was: three, in three minutes; a halving too many costs three more. */
const increaseFactor = 1.25
const increaseAfterMs = 60_000
/** Limit of a `Retry-After`: a wrong date in it must not hold a destination up for good; a request an hour does no harm. */
const maxAskedSeconds = 3600

/** Requests a second that the destination may be asked; `undefined`: as many as there are. */
export function allowedPerSecond(
  health: Pick<Health, 'perSecond'> | undefined,
  { config, adapter }: Pick<HealthPorts, 'config' | 'adapter'>,
): number | undefined {
  const limits = [config.requestsPerSecond, adapter.limits.requestsPerSecond, health?.perSecond]
  const lowest = Math.min(...limits.map((limit) => limit ?? Number.POSITIVE_INFINITY))
  return Number.isFinite(lowest) ? lowest : undefined
}

/** Unix time in milliseconds before which the destination wants no request. */
export function notBefore(health: Pick<Health, 'quietUntil'> | undefined): number {
  return health?.quietUntil === undefined ? 0 : Date.parse(health.quietUntil)
}

/** Instant until which a `Retry-After` asks for a pause, where it does. */
export function askedUntil(afterSeconds: number | undefined, now: Clock): string | undefined {
  if (afterSeconds === undefined || afterSeconds <= 0) return undefined
  return secondsFrom(now, Math.min(afterSeconds, maxAskedSeconds))
}

/** Health once the destination has asked for a pause; a longer one that it asked for before stays. */
export function pause(health: Health, until: string | undefined): Health {
  return until === undefined ? health : { ...health, quietUntil: later(until, health.quietUntil) }
}

/**
 * Multiplicative decrease (AIMD), for a destination that throttles: half of what it was given; without a limit so far,
 * half of what this function has sent, as if the others were as busy. An attempt that began before the last decrease
 * tells nothing about the new rate.
 */
export function decrease(
  health: Health,
  attemptedAt: Date,
  ports: Pick<HealthPorts, 'config' | 'adapter' | 'now'> & {
    readonly pacer: Pick<Pacer, 'observedPerSecond'>
  },
): Health {
  const { config, pacer, now } = ports
  if (isSentBeforeDecrease(attemptedAt, health)) return health
  const current = allowedPerSecond(health, ports) ?? pacer.observedPerSecond() * config.concurrency
  return {
    ...health,
    perSecond: Math.min(maxPerSecond, Math.max(minPerSecond, current / 2)),
    perSecondAt: now().toISOString(),
    perSecondBefore: health.perSecondBefore ?? current,
  }
}

/** Whether what was under way at the last decrease has been sent at the rate before it. */
export function isSentBeforeDecrease(attemptedAt: Date, { perSecondAt }: Health): boolean {
  return perSecondAt !== undefined && attemptedAt.getTime() <= Date.parse(perSecondAt)
}

/** A step faster after a minute without throttling, until it is given again what it was; else the same health. */
export function increase(health: Health, { now }: Pick<HealthPorts, 'now'>): Health {
  const { perSecond, perSecondAt, perSecondBefore, ...rest } = health
  if (perSecond === undefined || perSecondAt === undefined || sinceMs(perSecondAt, now) < increaseAfterMs)
    return health
  const faster = perSecond * increaseFactor
  if (perSecondBefore === undefined || faster >= perSecondBefore) return rest
  return { ...rest, perSecond: faster, perSecondAt: now().toISOString(), perSecondBefore }
}

/**
 * Waits for a message's turn where that is soon.
 *
 * @param waited it was returned to the queue before
 * @returns seconds until the message is to come back, where its turn is not soon
 */
export async function awaitTurn(
  { health, waited }: { readonly health: Health | undefined; readonly waited: boolean },
  ports: Pick<HealthPorts, 'config' | 'adapter' | 'now'> & {
    readonly pacer: Pacer
    readonly sleep: (ms: number) => Promise<void>
  },
): Promise<number | undefined> {
  const { pacer, now, sleep } = ports
  const perSecond = allowedPerSecond(health, ports)
  if (perSecond === undefined) return undefined
  const slot = await pacer.takeSlot({ perSecond, notBefore: notBefore(health), waited })
  const fromNow = (at: number) => Math.max(0, at - now().getTime())
  if ('returnAt' in slot) return Math.max(1, Math.ceil(fromNow(slot.returnAt) / 1000))
  if (fromNow(slot.sendAt) > 0) await sleep(fromNow(slot.sendAt))
  return undefined
}
