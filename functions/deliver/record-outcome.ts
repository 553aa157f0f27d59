import type { DeliveryOutcome } from '../contracts/destination.ts'
import type { Verdict } from '../core/process-batch.ts'
import { retryDelay } from '../core/retry-delay.ts'
import { type Attempt, type DeliverPorts, triedFields } from './attempt.ts'
import { noteAnswer, noteFailure, noteThrottling } from './health/learn-from-answer.ts'
import { recordParked } from './record-parked.ts'
import { recordRefusal } from './record-refusal.ts'
import { recordStop } from './record-stop.ts'
import { writeOutcome } from './write-outcome.ts'

/** Three days of its own attempts; while the destination is stopped a message does not age. */
const maxAgeMs = 3 * 24 * 60 * 60 * 1000

/** Writes down what an attempt came to and decides what becomes of the message. */
export async function recordOutcome(
  attempted: Attempt,
  outcome: DeliveryOutcome,
  ports: DeliverPorts,
): Promise<Verdict> {
  if (outcome.status === 'delivered') return recordDelivered(attempted, outcome, ports)
  const attempt = withProgress(attempted, outcome)
  if (outcome.status === 'rejected') {
    if (outcome.scope === 'destination') return recordRefusal(attempt, outcome, ports)
    await noteAnswer(attempt, ports)
    return recordParked(attempt, outcome.code, outcome.reason, ports)
  }
  if (outcome.scope === 'destination' || attempt.admission.probe) return recordStop(attempt, outcome, ports)
  if (ageMs(attempt) > maxAgeMs)
    return recordParked(attempt, 'expired', `not delivered within 3 days; last: ${outcome.reason}`, ports)
  return recordRetry(attempt, outcome, ports)
}

function withProgress(attempt: Attempt, outcome: DeliveryOutcome): Attempt {
  if (outcome.status !== 'retry' || !outcome.progress) return attempt
  return { ...attempt, progress: { ...attempt.progress, ...outcome.progress } }
}

/** Ticket first, outcome second: reversed, a crash between the two would make a second ticket. */
async function recordDelivered(
  attempt: Attempt,
  outcome: Extract<DeliveryOutcome, { status: 'delivered' }>,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { ledger, config, telemetry, now } = ports
  const { remote, degraded } = outcome
  if (remote?.ticket !== undefined)
    await ledger.merge('ticket', `${config.name}#${attempt.event.work.key}`, remote)
  await writeOutcome(
    attempt,
    {
      ...triedFields(attempt),
      status: 'delivered',
      uncertain: false,
      deliveredAt: now().toISOString(),
      ...(remote && { remote }),
      ...(degraded && { degraded }),
      // A replay of what was delivered takes every step anew.
      ...(attempt.progress && { progress: {} }),
    },
    ports,
  )
  await noteAnswer(attempt, ports)
  telemetry.count('Delivered')
  return 'done'
}

async function recordRetry(
  attempt: Attempt,
  outcome: Extract<DeliveryOutcome, { status: 'retry' }>,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { config, telemetry, retryCapSeconds, random } = ports
  const { reason, afterSeconds, throttled, scope, uncertain } = outcome
  const fields = triedFields(attempt)
  await writeOutcome(
    attempt,
    { ...fields, status: 'waiting', reason, ...(uncertain && { uncertain }) },
    ports,
  )
  telemetry.count('Retried')
  telemetry.info('retry', { destination: config.name, event: attempt.event.id, reason })
  const stoppedFor = throttled
    ? await noteThrottling(attempt, outcome, ports)
    : scope === 'message'
      ? undefined
      : await noteFailure(attempt, reason, ports)
  return {
    retryAfterSeconds: stoppedFor ?? retryDelay(fields.attempts, afterSeconds, retryCapSeconds, random),
  }
}

function ageMs({ before, startedAt, admission }: Attempt): number {
  if (before?.firstAttemptAt === undefined) return 0
  const stopped = Math.max(0, admission.stoppedMs - (before.stoppedMsAtFirst ?? 0))
  return startedAt.getTime() - Date.parse(before.firstAttemptAt) - stopped
}
