import type { DeliveryOutcome } from '../contracts/destination.ts'
import type { Verdict } from '../core/process-batch.ts'
import { retryDelay } from '../core/retry-delay.ts'
import type { Attempt, DeliverPorts } from './attempt.ts'
import { giveUp } from './give-up.ts'
import { recordFailure, recordThrottling } from './health/stop-destination.ts'
import { recordStop } from './record-stop.ts'
import { attemptFields, writeOutcome } from './write-outcome.ts'

/** Three days of its own attempts; while the destination is stopped a message does not age. */
const maxAgeMs = 3 * 24 * 60 * 60 * 1000

type Retry = Extract<DeliveryOutcome, { status: 'retry' }>

/**
 * Decides whether a message is tried again, and when: after its own retry time, or when its destination is back. What
 * has been tried for too long is given up.
 */
export async function decideRetry(tried: Attempt, outcome: Retry, ports: DeliverPorts): Promise<Verdict> {
  const attempt = { ...tried, progress: progressOf(tried, outcome) }
  const { config, telemetry, retryCapSeconds, random } = ports
  const { reason, afterSeconds, scope, uncertain } = outcome
  if (scope === 'destination' || attempt.admission.probe) return recordStop(attempt, outcome, ports)
  if (ageMs(attempt) > maxAgeMs)
    return giveUp(attempt, { code: 'expired', reason: `not delivered within 3 days; last: ${reason}` }, ports)
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

function progressOf({ progress }: Attempt, outcome: Retry): Attempt['progress'] {
  return outcome.progress ? { ...progress, ...outcome.progress } : progress
}

function ageMs({ before, startedAt, admission }: Attempt): number {
  if (before?.firstAttemptAt === undefined) return 0
  const stopped = Math.max(0, admission.stoppedMs - (before.stoppedMsAtFirst ?? 0))
  return startedAt.getTime() - Date.parse(before.firstAttemptAt) - stopped
}
