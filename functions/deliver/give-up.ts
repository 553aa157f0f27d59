import { park } from '../core/park.ts'
import type { Verdict } from '../core/process-batch.ts'
import { withoutAddresses } from '../core/without-addresses.ts'
import type { Attempt, DeliverPorts } from './attempt.ts'
import { attemptFields, writeOutcome } from './write-outcome.ts'

/** Gives a message up: it is kept with its reason, and its conversation goes on. */
export async function giveUp(
  attempt: Attempt,
  code: string,
  reason: string,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { event, generation, claimed } = attempt
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
      attempts: claimed.allAttempts ?? fields.attempts,
      generation,
      firstAt: fields.firstAttemptAt,
      lastAt: fields.lastAttemptAt,
    },
    withoutAddresses(event),
  )
  await writeOutcome(attempt, { ...fields, status: 'parked', reason }, ports)
  return 'done'
}
