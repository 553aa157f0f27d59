import type { DeliveryOutcome } from '../contracts/destination.ts'
import type { Verdict } from '../core/process-batch.ts'
import type { Attempt, DeliverPorts } from './attempt.ts'
import { stoppedState } from './health/circuit-breaker.ts'
import { changeState, untroubled } from './health/destination-state.ts'
import { firstProbeSeconds, reportStop } from './health/return-time.ts'
import { recordParked } from './record-parked.ts'
import { writeOutcome } from './write-outcome.ts'

/** So often one message is refused while the destination answers others otherwise. */
const maxRefusals = 3

/**
 * A refusal that looks like one of everything (bad credentials, 410), but a firewall may answer so to one text: it
 * stops the destination once a second message is refused, or has failed, and none got through between. A message that
 * is refused alone is set aside. While nothing gets through, nothing is parked.
 */
export async function recordRefusal(
  attempt: Attempt,
  outcome: Extract<DeliveryOutcome, { status: 'rejected' }>,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { admission, event, startedAt, sentAt } = attempt
  const { code, reason } = outcome
  const refusals = countRefusals(attempt)
  if (refusals >= maxRefusals)
    return recordParked(
      attempt,
      code,
      `refused ${refusals} times like bad credentials, and each time others were answered otherwise before the next; last: ${reason}`,
      ports,
    )
  const refusedAt = ports.now().toISOString()
  await writeOutcome(attempt, { status: 'waiting', reason, refusals, refusedAt }, ports)
  const state = await changeState(
    admission.state,
    (now = untroubled(ports.now)) => {
      // What was under way when it stopped tells nothing new.
      if (now.open && !now.few && !admission.probe) return undefined
      if (!now.open && !now.failures?.length) return { ...now, failures: [event.id] }
      return stoppedState(now, { eventId: event.id, startedAt, reason }, ports)
    },
    ports,
  )
  if (state?.open) return { retryAfterSeconds: reportStop(state, reason, sentAt, ports) }
  ports.telemetry.count('Retried')
  ports.telemetry.info('retry', { destination: ports.config.name, event: event.id, reason })
  return { retryAfterSeconds: Math.min(ports.retryCapSeconds, firstProbeSeconds) }
}

/** Counts a further refusal only where something else was answered since the one before: then it is the message's own. */
function countRefusals({ before, admission: { state, probe } }: Attempt): number {
  const { refusals = 0, refusedAt } = before ?? {}
  if (refusals === 0 || refusedAt === undefined) return 1
  const { answeredAt } = state ?? {}
  return !probe && answeredAt !== undefined && refusedAt < answeredAt ? refusals + 1 : refusals
}
