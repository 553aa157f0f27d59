import type { ReceivedMessage } from '../../core/consume.ts'
import { readDeduplicationId } from '../../core/deduplication-id.ts'
import type { Clock } from '../../core/ports.ts'
import { askedUntil, pause } from './adaptive-rate.ts'
import {
  closedState,
  type Health,
  type HealthPorts,
  later,
  readHealth,
  replaceHealth,
  secondsFrom,
  sinceMs,
} from './health.ts'
import {
  firstProbeSeconds,
  heldSeconds,
  minReturnSeconds,
  returnSeconds,
  type Waiting,
} from './return-time.ts'

export type Admission =
  | { admitted: false; afterSeconds: number }
  /** `probe`: the one message that may find out; `stoppedMs`: how long it has been stopped in all, up to now. */
  | { admitted: true; health: Health | undefined; probe: boolean; stoppedMs: number }

export type Admitted = Exclude<Admission, { admitted: false }>

/** What failed, with the receiver's `Retry-After`. */
export interface Failure {
  readonly eventId: string
  readonly startedAt: Date
  readonly reason: string
  readonly afterSeconds?: number | undefined
  /** Whether it is the destination's: nobody responds, or a run of messages has failed. Else only five refusals say so. */
  readonly certain?: boolean
}

/** Probe interval: a destination that is back is found out within two minutes, where anything waits for it. */
const maxProbeSeconds = 120
/** Ids of events that are kept: five failures in a row stop a destination, and the last five leave the probe to others. */
export const maxFailures = 5

/**
 * Seconds until a message of a stopped destination is to come back. It is asked before anything of the message is read:
 * what waits for days costs one read of the ledger each time, and neither its body nor a write.
 */
export async function holdMessage(
  { deduplicationId, receiveCount, sentAt }: ReceivedMessage,
  ports: HealthPorts,
): Promise<number | undefined> {
  const { eventId } = readDeduplicationId(deduplicationId)
  return heldSeconds({ eventId, receiveCount, sentAt }, await readHealth(ports), ports)
}

/**
 * Whether an attempt may be made. While the destination is stopped all messages wait, in order and without ageing; from
 * time to time one of them, and only one, goes as a probe. Where few messages have failed, the others go on: any of them
 * may find out that it is those messages' own fault.
 */
export async function admit(
  waiting: Waiting,
  health: Health | undefined,
  ports: HealthPorts,
): Promise<Admission> {
  const { config, now } = ports
  if (!health?.open) return { admitted: true, health, probe: false, stoppedMs: health?.stoppedMs ?? 0 }
  const stoppedMs = health.stoppedMs + sinceMs(health.since, now)
  if (health.few) return { admitted: true, health, probe: false, stoppedMs }
  const afterSeconds = heldSeconds(waiting, health, ports)
  if (afterSeconds !== undefined) return { admitted: false, afterSeconds }
  const probingUntil = secondsFrom(now, config.timeoutSeconds + 5)
  const probed = await replaceHealth(health, { ...health, probingUntil }, ports)
  if (probed) return { admitted: true, health: probed, probe: true, stoppedMs }
  return { admitted: false, afterSeconds: returnSeconds(health, waiting, minReturnSeconds, ports) }
}

/** Health once the breaker has opened, or is still open after a probe. */
export function openBreaker(
  health: Health | undefined,
  { eventId, startedAt, reason, afterSeconds, certain = false }: Failure,
  { now, retryCapSeconds }: Pick<HealthPorts, 'now' | 'retryCapSeconds'>,
): Health {
  const { probingUntil: _, few = false, ...before } = health ?? closedState(now)
  const failed = before.failures ?? []
  const failures = [...new Set([...failed, eventId])].slice(-maxFailures)
  const isFew = !certain && failures.length < maxFailures && (few || !before.open)
  // A stop that is certain now starts with frequent probes; a message that fails again tells nothing new.
  const isNew = !before.open || (few && !isFew) || !failed.includes(eventId)
  const probes = before.open && !few ? before.probes + Number(isNew) : 0
  const seconds = Math.min(retryCapSeconds, maxProbeSeconds, firstProbeSeconds * 2 ** Math.min(probes, 10))
  const until = askedUntil(afterSeconds, now)
  return {
    ...pause(before, until),
    open: true,
    since: before.open ? before.since : now().toISOString(),
    probeAt: later(isNew ? secondsFrom(now, seconds) : before.probeAt, until),
    probes,
    reason,
    failures,
    failedAt: startedAt.toISOString(),
    ...(isFew && { few: true }),
  }
}

/** Health once a probe has got through. */
export function closeBreaker(health: Health, now: Clock): Health {
  const { failures: _, failedAt: __, few: ___, probingUntil: ____, ...rest } = health
  return {
    ...rest,
    open: false,
    probes: 0,
    stoppedMs: health.stoppedMs + sinceMs(health.since, now),
    answeredAt: now().toISOString(),
  }
}
