import { compact } from '../../core/compact.ts'
import { askedUntil, decrease, increase, isSentBeforeDecrease, pause } from './adaptive-rate.ts'
import { type Admitted, closeBreaker, type Failure, maxFailures, openBreaker } from './circuit-breaker.ts'
import { changeHealth, closedState, type Health, type HealthPorts, sinceMs } from './health.ts'
import type { Pacer } from './pacer.ts'
import { reportStop } from './return-time.ts'

/** What an attempt tells of its destination. */
interface Attempt {
  readonly event: { readonly id: string }
  /** When the queue took the message. */
  readonly sentAt?: Date | undefined
  readonly startedAt: Date
  readonly before: { readonly firstAttemptAt?: string | undefined } | undefined
  readonly admission: Admitted
}

type Told = Pick<Failure, 'reason' | 'afterSeconds'>

/**
 * Span in which the failures of one message alone say nothing, where nothing else is tried. Then the destination counts
 * as stopped until anything else gets through.
 */
const maxLoneFailingMs = 3600 * 1000

/**
 * The destination has responded to this message one way or the other, so it is there: a stop that it was the probe of is
 * over, failures before it do not count, and a throttled one may be asked a little faster. Writes only where there was
 * something of the kind.
 */
export async function recordSuccess(
  { admission }: Pick<Attempt, 'admission'>,
  ports: HealthPorts,
): Promise<void> {
  const { config, telemetry, now } = ports
  let resumed = false
  await changeHealth(
    admission.health,
    (health) => {
      if (!health) return undefined
      // What was under way when it stopped says nothing about whether it is there now.
      const wasAsked = admission.probe || admission.health?.few === true
      resumed = health.open && wasAsked && admission.health?.since === health.since
      if (resumed) return closeBreaker(health, now)
      const faster = increase(health, ports)
      if (!health.failures?.length) return faster
      const { failures: _, ...rest } = faster
      return { ...rest, answeredAt: now().toISOString() }
    },
    ports,
  )
  if (resumed) telemetry.info('destination_resumed', { destination: config.name })
}

/**
 * A failure that may be the destination's (5xx, no response, time-out). A run of them stops it.
 *
 * @returns seconds until the message is to come back, where it is this one that stopped the destination
 */
export function recordFailure(
  attempt: Attempt,
  reason: string,
  ports: HealthPorts,
): Promise<number | undefined> {
  return addFailure(attempt, { reason }, (health) => health, ports)
}

/**
 * The destination has had too many requests: all are slowed down, and none goes out before it asked for. Where it
 * refuses at every slower rate too, nothing gets through (a spent quota, maintenance), and that stops it.
 *
 * @returns seconds until the message is to come back, where it is this one that stopped the destination
 */
export async function recordThrottling(
  attempt: Attempt,
  told: Told,
  ports: HealthPorts & { readonly pacer: Pick<Pacer, 'observedPerSecond'> },
): Promise<number | undefined> {
  const { config, telemetry, now } = ports
  let perSecond: number | undefined
  const stoppedFor = await addFailure(
    attempt,
    told,
    (health) => {
      const slower = decrease(pause(health, askedUntil(told.afterSeconds, now)), attempt.startedAt, ports)
      perSecond = slower.perSecond
      return slower
    },
    ports,
  )
  const rounded = perSecond === undefined ? undefined : Math.round(perSecond * 100) / 100
  telemetry.warn('destination_throttles', compact({ destination: config.name, perSecond: rounded }))
  return stoppedFor
}

/**
 * Stops the destination: what concerns all of it must not be burnt on single messages.
 *
 * @returns seconds until the message is to come back
 */
export async function stopDestination(
  { admission, event, startedAt, sentAt }: Attempt,
  told: Told & { readonly certain: boolean },
  ports: HealthPorts,
): Promise<number> {
  const stopped = await changeHealth(
    admission.health,
    (health) => {
      // Another message may have stopped it at the same moment: once is enough.
      if (health?.open && !health.few && !admission.probe) return undefined
      return openBreaker(health, { ...told, eventId: event.id, startedAt }, ports)
    },
    ports,
  )
  return reportStop(stopped, told.reason, sentAt, ports)
}

/**
 * A refusal that may concern this message alone: it stops the destination once a second message is refused, or has failed,
 * and none got through between.
 *
 * @returns seconds until the message is to come back, where the destination is stopped
 */
export async function suspectDestination(
  { admission, event, startedAt, sentAt }: Attempt,
  reason: string,
  ports: HealthPorts,
): Promise<number | undefined> {
  const refused = await changeHealth(
    admission.health,
    (health = closedState(ports.now)) => {
      // What was under way when it stopped tells nothing new.
      if (health.open && !health.few && !admission.probe) return undefined
      if (!health.open && !health.failures?.length) return { ...health, failures: [event.id] }
      return openBreaker(health, { eventId: event.id, startedAt, reason }, ports)
    },
    ports,
  )
  return refused?.open ? reportStop(refused, reason, sentAt, ports) : undefined
}

/**
 * Adds one to the run, unless it says nothing about the destination. Five in a row, of at least two messages, are the
 * destination's fault and not a message's.
 */
async function addFailure(
  { admission, before, event, startedAt, sentAt }: Attempt,
  told: Told,
  change: (health: Health) => Health,
  ports: HealthPorts,
): Promise<number | undefined> {
  let stopped = false
  const failed = await changeHealth(
    admission.health,
    (health = closedState(ports.now)) => {
      stopped = false
      const changed = change(health)
      const isAbout =
        (!health.open || health.few) &&
        !othersGotThrough(before?.firstAttemptAt, health) &&
        !isSentBeforeDecrease(startedAt, health)
      if (!isAbout) return changed
      const failures = [...(health.failures ?? []), event.id].slice(-maxFailures)
      const isRun = failures.length === maxFailures
      const isLone = new Set(failures).size === 1
      stopped = isLone ? health.few || (isRun && failsForLong(before?.firstAttemptAt, ports)) : isRun
      const failing = { ...changed, failures }
      if (!stopped) return failing
      return openBreaker(failing, { ...told, eventId: event.id, startedAt, certain: !isLone }, ports)
    },
    ports,
  )
  return stopped ? reportStop(failed, told.reason, sentAt, ports) : undefined
}

function failsForLong(firstAttemptAt: string | undefined, { now }: HealthPorts): boolean {
  return firstAttemptAt !== undefined && sinceMs(firstAttemptAt, now) >= maxLoneFailingMs
}

/** Since it failed first: then it fails for a reason of its own, and says nothing about the destination. */
function othersGotThrough(firstAttemptAt: string | undefined, { answeredAt }: Health): boolean {
  return firstAttemptAt !== undefined && answeredAt !== undefined && firstAttemptAt < answeredAt
}
