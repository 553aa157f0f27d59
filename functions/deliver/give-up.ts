import type { DeliveryOutcome } from '../contracts/destination.ts'
import { park } from '../core/park.ts'
import type { Verdict } from '../core/process-batch.ts'
import { withoutAddresses } from '../core/without-addresses.ts'
import type { Attempt, DeliverPorts } from './attempt.ts'
import { keptResponse } from './kept-response.ts'
import { attemptFields, writeOutcome } from './write-outcome.ts'

/** Why it is given up, for an operator. */
type Why = Pick<Extract<DeliveryOutcome, { status: 'rejected' }>, 'code' | 'reason' | 'response'>

/** Gives a message up: it is kept with its reason and what was said to it, and its conversation goes on. */
export async function giveUp(
  attempt: Attempt,
  { code, reason, response }: Why,
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
    keptResponse(event, response),
  )
  await writeOutcome(attempt, { ...fields, status: 'parked', reason }, ports)
  return 'done'
}
