import type { DeliveryOutcome } from '../contracts/destination.ts'
import type { Verdict } from '../core/process-batch.ts'
import { type Attempt, type DeliverPorts, triedFields } from './attempt.ts'
import { stop } from './health/circuit-breaker.ts'
import { writeOutcome } from './write-outcome.ts'

/** Not this message's fault: it waits with the others, and the attempt does not count. */
export async function recordStop(
  attempt: Attempt,
  outcome: Extract<DeliveryOutcome, { status: 'retry' }>,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { admission, event, startedAt, progress, sentAt } = attempt
  const { reason, afterSeconds, scope, uncertain } = outcome
  await writeOutcome(
    attempt,
    {
      ...(uncertain ? { ...triedFields(attempt), uncertain } : progress && { progress }),
      status: 'waiting',
      reason,
    },
    ports,
  )
  const failure = {
    eventId: event.id,
    startedAt,
    reason,
    afterSeconds,
    certain: scope === 'destination',
  }
  return { retryAfterSeconds: await stop(admission, failure, sentAt, ports) }
}
