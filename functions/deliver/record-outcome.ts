import type { Row } from '../core/ledger.ts'
import { park } from '../core/park.ts'
import type { Verdict } from '../core/process-batch.ts'
import { retryDelay } from '../core/retry-delay.ts'
import type { DeliveryOutcome } from '../destinations/contract.ts'
import { type Attempt, type DeliverPorts, deliveryKey } from './attempt.ts'
import { resume, stop } from './circuit-breaker.ts'

/** Three days of its own attempts; while the destination is stopped a message does not age. */
const maxAgeMs = 3 * 24 * 60 * 60 * 1000

/** Writes down what an attempt came to and decides what becomes of the message. */
export async function recordOutcome(
  attempt: Attempt,
  outcome: DeliveryOutcome,
  ports: DeliverPorts,
): Promise<Verdict> {
  if (outcome.status === 'delivered') return recordDelivered(attempt, outcome, ports)
  const probeFailed = outcome.status === 'retry' && attempt.admission.row?.open === true
  if (outcome.scope === 'destination' || probeFailed) return recordStop(attempt, outcome, ports)
  if (outcome.status === 'rejected') {
    await resume(attempt.admission, ports)
    return recordParked(attempt, outcome.code, outcome.reason, ports)
  }
  if (ageMs(attempt) > maxAgeMs)
    return recordParked(attempt, 'expired', `not delivered within 3 days; last: ${outcome.reason}`, ports)
  return recordRetry(attempt, outcome, ports)
}

/** Ticket first, outcome second: reversed, a crash between the two would make a second ticket. */
async function recordDelivered(
  attempt: Attempt,
  outcome: Extract<DeliveryOutcome, { status: 'delivered' }>,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { ledger, config, telemetry } = ports
  const { remote, degraded } = outcome
  if (remote?.ticket !== undefined)
    await ledger.merge('ticket', `${config.name}#${attempt.event.work.key}`, remote)
  await ledger.merge('delivery', deliveryKey(config.name, attempt.event.id), {
    ...tried(attempt),
    status: 'delivered',
    uncertain: false,
    ...(remote && { remote }),
    ...(degraded && { degraded }),
  })
  await resume(attempt.admission, ports)
  telemetry.count('Delivered')
  return 'done'
}

/** Not this message's fault: it waits with the others, and the attempt does not count. */
async function recordStop(
  attempt: Attempt,
  outcome: Exclude<DeliveryOutcome, { status: 'delivered' }>,
  ports: DeliverPorts,
): Promise<Verdict> {
  if (outcome.status === 'retry' && outcome.uncertain)
    await ports.ledger.merge('delivery', deliveryKey(ports.config.name, attempt.event.id), {
      ...tried(attempt),
      status: 'waiting',
      uncertain: true,
    })
  const asked = outcome.status === 'retry' ? outcome.afterSeconds : undefined
  return { retryAfterSeconds: await stop(attempt.admission, outcome.reason, asked, ports) }
}

async function recordRetry(
  attempt: Attempt,
  outcome: Extract<DeliveryOutcome, { status: 'retry' }>,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { ledger, config, telemetry, retryCapSeconds, random } = ports
  const fields = tried(attempt)
  await ledger.merge('delivery', deliveryKey(config.name, attempt.event.id), {
    ...fields,
    status: 'waiting',
    reason: outcome.reason,
    ...(outcome.uncertain && { uncertain: true }),
  })
  telemetry.count('Retried')
  telemetry.info('retry', { destination: config.name, event: attempt.event.id, reason: outcome.reason })
  return {
    retryAfterSeconds: retryDelay(fields.attempts, outcome.afterSeconds, retryCapSeconds, random),
  }
}

async function recordParked(
  attempt: Attempt,
  code: string,
  reason: string,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { event, generation } = attempt
  const { config, ledger } = ports
  const fields = tried(attempt)
  await park(
    ports,
    {
      destination: config.name,
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
    event,
  )
  await ledger.merge('delivery', deliveryKey(config.name, event.id), { ...fields, status: 'parked', reason })
  return 'done'
}

function tried({ before, generation, startedAt, admission }: Attempt) {
  return {
    generation,
    attempts: (before?.attempts ?? 0) + 1,
    firstAttemptAt: before?.firstAttemptAt ?? startedAt.toISOString(),
    lastAttemptAt: startedAt.toISOString(),
    stoppedMsAtFirst: before?.stoppedMsAtFirst ?? admission.stoppedMs,
  } satisfies Partial<Row<'delivery'>>
}

function ageMs({ before, startedAt, admission }: Attempt): number {
  if (before?.firstAttemptAt === undefined) return 0
  const stopped = Math.max(0, admission.stoppedMs - (before.stoppedMsAtFirst ?? 0))
  return startedAt.getTime() - Date.parse(before.firstAttemptAt) - stopped
}
