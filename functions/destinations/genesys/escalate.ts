import * as z from 'zod'
import { DeliveryEnded, notYet, rejection } from '../../contracts/delivery-ended.ts'
import { compact } from '../../core/compact.ts'
import type { Pending } from '../../kits/chat/chat.ts'
import type { Escalated } from '../../kits/chat/topic.ts'
import { type ApiContext, callApi } from './call-api.ts'
import { confirmMessage } from './confirm-message.ts'
import { refusalCode, refusalOutcome } from './refusal-outcome.ts'
import type { GenesysSettings } from './settings.ts'

type Escalation = NonNullable<NonNullable<GenesysSettings['social']>['escalation']>

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
const remedy = 'look at the message in the topic'

/** Makes a conversation of a message of the topic. Genesys Cloud escalates each once: this can be asked again. */
export async function escalate(
  message: string,
  context: ApiContext,
  { divisionId, integrationId }: Escalation,
): Promise<Escalated | Pending> {
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
  const response = await callApi(context, { method: 'POST', path, json, expected: [400, 404] })
  const { status } = response
  const code = status < 300 ? undefined : refusalCode(response)
  if (code === 'social.escalation.previously.escalated') return { again: true }
  if (status === 404 && code !== 'integration.not.found')
    // Messages are enriched before they can be escalated.
    return { pending: 'answered 202 to the message, and it cannot be escalated yet', remedy }
  if (code !== undefined && final.has(code))
    throw rejection('not_escalated', `answered ${status} ${code}: ${remedy}`)
  if (status >= 300) throw new DeliveryEnded(refusalOutcome(response, context.now()))
  const { escalationStatus, conversationNormalizedMessageId: id } = response.json(escalated) ?? {}
  if (escalationStatus === 'Throttled') throw notYet('answered that escalations are throttled', 60)
  if (escalationStatus === 'NotEscalated' || escalationStatus === 'Unknown')
    return { pending: `answered ${escalationStatus} to the escalation`, remedy }
  const found = id === undefined ? undefined : await confirmMessage(context, id)
  const ticket = found && 'conversation' in found ? found.conversation : undefined
  return compact({ ticket, again: escalationStatus === 'PreviouslyEscalated' || undefined })
}
