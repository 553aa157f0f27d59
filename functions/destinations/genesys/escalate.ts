import * as z from 'zod'
import { DeliveryEnded, notYet, rejection } from '../../contracts/delivery-ended.ts'
import { callApi } from './call-api.ts'
import { confirmMessage } from './confirm-message.ts'
import { type Delivery, waitAgain } from './delivery.ts'
import { refusalOutcome } from './refusal-outcome.ts'

const escalated = z.looseObject({
  escalationStatus: z.string().optional(),
  conversationNormalizedMessageId: z.string().min(1).optional(),
})

/** Nobody is to see what was refused for these reasons, or nothing would become of another attempt. */
const final = new Set([
  'nsfw.escalation.not.allowed',
  'cross.escalation.not.allowed',
  'social.escalation.unknown',
  'messaging.api.bad.request',
])

/**
 * Makes a conversation of a message of the topic. Genesys Cloud escalates each message once, so that this can be asked
 * again.
 *
 * @returns the conversation where it is told, and whether it was there already
 */
export async function escalate(
  delivery: Delivery,
  { divisionId, integrationId }: { divisionId: string; integrationId?: string | undefined },
): Promise<{ ticket?: string; again?: boolean }> {
  const { context, progress } = delivery
  const { message } = progress
  const notEscalated = (reason: string) => ({
    code: 'not_escalated',
    reason,
    remedy: 'look at the message in the topic',
  })
  if (message === undefined)
    throw rejection(
      'not_escalated',
      'the topic took the message and did not name it: escalate it there by hand',
    )
  const json = {
    socialMediaNormalizedMessageId: message,
    escalationTarget: {
      targetType: 'Conversation',
      ...(integrationId === undefined
        ? { destination: 'SourceIntegration' }
        : { destination: 'OverrideIntegration', override: { integrationId } }),
    },
  }
  const path = `socialmedia/escalations/messages?divisionId=${divisionId}`
  const answer = await callApi(context, { method: 'POST', path, json }, [400, 404])
  if (answer.code === 'social.escalation.previously.escalated') return { again: true }
  if (answer.status === 404 && answer.code !== 'integration.not.found')
    // Messages are enriched before they can be escalated.
    throw waitAgain(delivery, 5, notEscalated('answered 202 to the message, and it cannot be escalated yet'))
  if (!answer.ok && answer.code !== undefined && final.has(answer.code))
    throw rejection(
      'not_escalated',
      `answered ${answer.status} ${answer.code}: look at the message in the topic`,
    )
  if (!answer.ok) throw new DeliveryEnded(refusalOutcome(answer, context.now()))
  const { escalationStatus, conversationNormalizedMessageId } = escalated.safeParse(answer.body).data ?? {}
  if (escalationStatus === 'Throttled') throw notYet('answered that escalations are throttled', 60)
  if (escalationStatus === 'NotEscalated' || escalationStatus === 'Unknown')
    throw waitAgain(delivery, 5, notEscalated(`answered ${escalationStatus} to the escalation`))
  const found =
    conversationNormalizedMessageId && (await confirmMessage(context, conversationNormalizedMessageId))
  return {
    ...(found && found.conversation !== undefined && { ticket: found.conversation }),
    ...(escalationStatus === 'PreviouslyEscalated' && { again: true }),
  }
}
