import { park } from '../core/park.ts'
import type { Verdict } from '../core/process-batch.ts'
import { withoutAddresses } from '../core/withhold-person.ts'
import { type Attempt, type DeliverPorts, triedFields } from './attempt.ts'
import { writeOutcome } from './write-outcome.ts'

/** Gives a message up: it is kept with its reason, and its conversation goes on. */
export async function recordParked(
  attempt: Attempt,
  code: string,
  reason: string,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { event, generation } = attempt
  const { config } = ports
  const fields = triedFields(attempt)
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
    withoutAddresses(event),
  )
  await writeOutcome(attempt, { ...fields, status: 'parked', reason }, ports)
  return 'done'
}
