import { rejection } from '../../contracts/delivery-ended.ts'
import type { DeliveryOutcome } from '../../contracts/destination.ts'
import { asksForWork } from '../../kits/delivery/asks-for-work.ts'
import { readConversation } from './conversation.ts'
import type { Delivery } from './delivery.ts'
import { escalate } from './escalate.ts'
import { ingest } from './ingest.ts'
import { takeBackFor } from './private-message.ts'

/**
 * A public contact, as a message of a social listening topic, which is a record of all that is said there and asks
 * nothing of anybody; what is to be answered is escalated to a conversation.
 */
export async function deliverPublic(delivery: Delivery): Promise<DeliveryOutcome> {
  const { event, context, progress } = delivery
  const { social } = context.settings
  if (social === undefined)
    throw rejection(
      'no_topic',
      'there is no topic for public contacts: set social, or send them elsewhere; they never become private messages',
    )
  if (!event.message) return { status: 'delivered', degraded: ['kind_left_out'] }
  const degraded: string[] = await ingest(delivery, social)
  const { message } = progress
  if (asksForWork(event) && social.escalation) {
    const { ticket, again } = await escalate(delivery, social.escalation)
    const remote = { ...(ticket && { ticket }), ...(message && { message }) }
    return delivered({ remote, ...(again && { deduplicated: true }) }, degraded)
  }
  const ticket = context.remote?.ticket
  const isOver = event.work.effect === 'answer' || event.work.effect === 'withdraw'
  const conversation = ticket && isOver ? await readConversation(context, ticket) : undefined
  degraded.push(...(await takeBackFor(delivery, conversation)))
  return delivered(message ? { remote: { ...context.remote, message } } : {}, degraded)
}

type Delivered = Extract<DeliveryOutcome, { status: 'delivered' }>

function delivered(outcome: Omit<Delivered, 'status'>, degraded: string[]): Delivered {
  return { status: 'delivered', ...outcome, ...(degraded.length > 0 && { degraded }) }
}
