import type { DeliveryOutcome } from '../contracts/destination.ts'
import { compact } from '../core/compact.ts'
import type { Verdict } from '../core/process-batch.ts'
import type { Attempt, DeliverPorts } from './attempt.ts'
import { firstProbeSeconds } from './health/return-time.ts'
import { stopDestination, suspectDestination } from './health/stop-destination.ts'
import { attemptFields, writeOutcome } from './write-outcome.ts'

/** Not this message's fault: it waits with the others, and the attempt does not count. */
export async function recordStop(
  attempt: Attempt,
  outcome: Extract<DeliveryOutcome, { status: 'retry' }>,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { reason, afterSeconds, scope, uncertain } = outcome
  const fields = uncertain
    ? { ...attemptFields(attempt), uncertain }
    : compact({ progress: attempt.progress })
  await writeOutcome(attempt, { ...fields, status: 'waiting', reason }, ports)
  const told = { reason, afterSeconds, certain: scope === 'destination' }
  return { retryAfterSeconds: await stopDestination(attempt, told, ports) }
}

/**
 * A refusal that looks like one of everything (bad credentials, 410), but a firewall may respond so to one text.
 * While nothing gets through, nothing is parked.
 *
 * @param refusals with this one, as `countRefusals` has it
 */
export async function recordRefusal(
  attempt: Attempt,
  reason: string,
  refusals: number,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { config, telemetry, now, retryCapSeconds } = ports
  const refusedAt = now().toISOString()
  await writeOutcome(attempt, { status: 'waiting', reason, refusals, refusedAt }, ports)
  const stoppedFor = await suspectDestination(attempt, reason, ports)
  if (stoppedFor !== undefined) return { retryAfterSeconds: stoppedFor }
  telemetry.count('Retried')
  telemetry.info('retry', { destination: config.name, event: attempt.event.id, reason })
  return { retryAfterSeconds: Math.min(retryCapSeconds, firstProbeSeconds) }
}

/** Counts a further refusal only where something else got through since the one before: then it is the message's own. */
export function countRefusals({ before, admission: { health, probe } }: Attempt): number {
  const { refusals = 0, refusedAt } = before ?? {}
  if (refusals === 0 || refusedAt === undefined) return 1
  const { answeredAt } = health ?? {}
  return !probe && answeredAt !== undefined && refusedAt < answeredAt ? refusals + 1 : refusals
}
