import { rejection } from '../../contracts/delivery-ended.ts'
import type { DeliveryOutcome } from '../../contracts/destination.ts'
import { asksForWork } from '../../kits/delivery/asks-for-work.ts'
import { type Conversation, noteInAttributes, readConversation, takeBack } from './conversation.ts'
import type { Delivery } from './delivery.ts'
import { sendMessages } from './send-messages.ts'
import { customerOf, type Speaker, unknownCustomer } from './speaker.ts'

/**
 * A private contact, as messages of its customer to an Open Messaging integration. Genesys Cloud makes them part of
 * the customer's open conversation there, or begins one: only what asks for work may begin one.
 */
export async function deliverPrivate(delivery: Delivery): Promise<DeliveryOutcome> {
  const { event, context } = delivery
  const integration = context.settings.integrations?.[event.platform]
  if (integration === undefined)
    throw rejection(
      'no_integration',
      `there is no integration for private contacts of ${event.platform}: set integrations.${event.platform}, or send them elsewhere`,
    )
  if (asksForWork(event) && event.direction !== 'outbound') {
    const speaker = customerOf(event) ?? unknownCustomer(event)
    return sendMessages(delivery, { integration, speaker, tells: await tellsTo(speaker, delivery) })
  }
  const ticket = context.remote?.ticket
  if (ticket === undefined) return { status: 'delivered' }
  const conversation = await readConversation(context, ticket)
  if (!conversation?.active) return { status: 'delivered', degraded: ['conversation_over'] }
  return append(delivery, conversation, { integration, speaker: customerOf(event) })
}

/** `facts` where a conversation begins, also after one that is over or another's; the same at every attempt. */
async function tellsTo(speaker: Speaker, { context, progress }: Delivery): Promise<'facts' | 'notices'> {
  if (progress['tells'] === undefined) {
    const ticket = context.remote?.ticket
    const known = ticket === undefined ? undefined : await readConversation(context, ticket)
    progress['tells'] = known?.active && known.belongsTo(speaker.id) ? 'notices' : 'facts'
  }
  return progress['tells'] === 'notices' ? 'notices' : 'facts'
}

async function append(
  delivery: Delivery,
  conversation: Conversation,
  { integration, speaker }: { integration: string; speaker: Speaker | undefined },
): Promise<DeliveryOutcome> {
  const { event, context } = delivery
  const isCustomers =
    speaker !== undefined && event.work.effect !== 'answer' && conversation.belongsTo(speaker.id)
  const sent: Extract<DeliveryOutcome, { status: 'delivered' }> = !isCustomers
    ? { status: 'delivered', degraded: await noteInAttributes(event, context, conversation) }
    : await sendMessages(delivery, { integration, speaker, tells: 'notices', conversation })
  const missing = await takeBackFor(delivery, conversation)
  const degraded = [...(sent.degraded ?? []), ...missing]
  return {
    status: 'delivered',
    ...(sent.remote && { remote: sent.remote }),
    ...(degraded.length > 0 && { degraded }),
  }
}

/** Takes a conversation back where its work is over, and the settings say so. */
export async function takeBackFor(
  { event, context }: Delivery,
  conversation: Conversation | undefined,
): Promise<string[]> {
  const { answered, withdrawn } = context.settings
  const { effect } = event.work
  const wanted = (effect === 'answer' && answered) || (effect === 'withdraw' && withdrawn)
  return wanted === 'disconnect' && conversation !== undefined ? takeBack(context, conversation) : []
}
