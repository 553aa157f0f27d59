import type { DeliveryOutcome } from '../contracts/destination.ts'
import { compact } from '../core/compact.ts'
import { park } from '../core/park.ts'
import type { Verdict } from '../core/process-batch.ts'
import { retryDelay } from '../core/retry-delay.ts'
import { withoutAddresses } from '../core/without-addresses.ts'
import type { Attempt, DeliverPorts } from './attempt.ts'
import { recordFailure, recordSuccess, recordThrottling } from './health/record-health.ts'
import { countRefusals, recordRefusal, recordStop } from './record-stop.ts'
import { attemptFields, writeOutcome } from './write-outcome.ts'

/** Three days of its own attempts; while the destination is stopped a message does not age. */
const maxAgeMs = 3 * 24 * 60 * 60 * 1000
/** Refusals of one message, while the destination responds to others otherwise, after which it is set aside. */
const maxRefusals = 3

type Delivered = Extract<DeliveryOutcome, { status: 'delivered' }>
type Retry = Extract<DeliveryOutcome, { status: 'retry' }>
type Rejected = Extract<DeliveryOutcome, { status: 'rejected' }>

/** Writes down what an attempt came to and decides what becomes of the message. */
export async function recordOutcome(
  attempt: Attempt,
  outcome: DeliveryOutcome,
  ports: DeliverPorts,
): Promise<Verdict> {
  switch (outcome.status) {
    case 'delivered':
      return recordDelivered(attempt, outcome, ports)
    case 'rejected':
      return recordRejected(attempt, outcome, ports)
    case 'retry':
      return recordRetry({ ...attempt, progress: progressOf(attempt, outcome) }, outcome, ports)
  }
}

/** Ticket first, outcome second: reversed, a crash between the two would make a second ticket. */
async function recordDelivered(
  attempt: Attempt,
  { remote, degraded }: Delivered,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { ledger, config, telemetry, now } = ports
  if (remote?.ticket !== undefined)
    await ledger.merge('ticket', `${config.name}#${attempt.event.work.key}`, remote)
  await writeOutcome(
    attempt,
    {
      ...attemptFields(attempt),
      ...compact({ remote, degraded }),
      status: 'delivered',
      uncertain: false,
      deliveredAt: now().toISOString(),
      // A replay of what was delivered takes every step anew.
      ...(attempt.progress && { progress: {} }),
    },
    ports,
  )
  await recordSuccess(attempt, ports)
  telemetry.count('Delivered')
  return 'done'
}

async function recordRejected(
  attempt: Attempt,
  { scope, code, reason }: Rejected,
  ports: DeliverPorts,
): Promise<Verdict> {
  if (scope !== 'destination') {
    await recordSuccess(attempt, ports)
    return recordParked(attempt, code, reason, ports)
  }
  const refusals = countRefusals(attempt)
  if (refusals < maxRefusals) return recordRefusal(attempt, reason, refusals, ports)
  const others = `refused ${refusals} times like bad credentials, and each time others were answered otherwise before the next`
  return recordParked(attempt, code, `${others}; last: ${reason}`, ports)
}

async function recordRetry(attempt: Attempt, outcome: Retry, ports: DeliverPorts): Promise<Verdict> {
  const { config, telemetry, retryCapSeconds, random } = ports
  const { reason, afterSeconds, scope, uncertain } = outcome
  if (scope === 'destination' || attempt.admission.probe) return recordStop(attempt, outcome, ports)
  if (ageMs(attempt) > maxAgeMs)
    return recordParked(attempt, 'expired', `not delivered within 3 days; last: ${reason}`, ports)
  const fields = attemptFields(attempt)
  await writeOutcome(
    attempt,
    { ...fields, status: 'waiting', reason, ...(uncertain && { uncertain }) },
    ports,
  )
  telemetry.count('Retried')
  telemetry.info('retry', { destination: config.name, event: attempt.event.id, reason })
  const stoppedFor = await recordRetried(attempt, outcome, ports)
  return {
    retryAfterSeconds: stoppedFor ?? retryDelay(fields.attempts, afterSeconds, retryCapSeconds, random),
  }
}

/** @returns seconds until the message is to come back, where it is this one that stopped the destination */
async function recordRetried(
  attempt: Attempt,
  outcome: Retry,
  ports: DeliverPorts,
): Promise<number | undefined> {
  if (outcome.throttled) return recordThrottling(attempt, outcome, ports)
  return outcome.scope === 'message' ? undefined : recordFailure(attempt, outcome.reason, ports)
}

/** Gives a message up: it is kept with its reason, and its conversation goes on. */
async function recordParked(
  attempt: Attempt,
  code: string,
  reason: string,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { event, generation } = attempt
  const fields = attemptFields(attempt)
  await park(
    ports,
    {
      destination: ports.config.name,
      eventId: event.id,
      conversationId: event.conversation.id,
      platform: event.platform,
      kind: event.kind,
      code,
      reason,
      attempts: fields.attempts,
      generation,
      firstAt: fields.firstAttemptAt,
      lastAt: fields.lastAttemptAt,
    },
    withoutAddresses(event),
  )
  await writeOutcome(attempt, { ...fields, status: 'parked', reason }, ports)
  return 'done'
}

function progressOf({ progress }: Attempt, outcome: Retry): Attempt['progress'] {
  return outcome.progress ? { ...progress, ...outcome.progress } : progress
}

function ageMs({ before, startedAt, admission }: Attempt): number {
  if (before?.firstAttemptAt === undefined) return 0
  const stopped = Math.max(0, admission.stoppedMs - (before.stoppedMsAtFirst ?? 0))
  return startedAt.getTime() - Date.parse(before.firstAttemptAt) - stopped
}
