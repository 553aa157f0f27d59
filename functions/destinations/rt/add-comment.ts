import * as z from 'zod'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { rejection } from '../../contracts/delivery-ended.ts'
import type { DeliveryOutcome } from '../../contracts/destination.ts'
import { ask, jsonOf, refusal } from './ask.ts'
import { searchable, type Ticket } from './find-tickets.ts'
import { gone } from './gone.ts'
import { remoteIds } from './remote-ids.ts'
import { sendMessage } from './send-message.ts'
import type { RtContext } from './settings.ts'

/** What RT says beside the message when it has kept the custom field, too. */
const marked = z.array(z.unknown()).refine((results) => results.includes('Custom fields updated'))
const transaction = /\/transaction\/(\d+)$/
const denial = /permission denied/i
const noTicket = /could not be recorded/i

/** A comment: of all messages only this one is mailed to nobody but the queue's own people. */
export async function addComment(
  event: RoutedEvent,
  ticket: Ticket,
  context: RtContext,
): Promise<DeliveryOutcome> {
  const { settings, idempotencyKey } = context
  const { answer, degraded } = await sendMessage(event, context, `ticket/${ticket.id}/comment`, {
    TxnCustomFields: { [settings.fields.event]: searchable(idempotencyKey) },
  })
  const said = await jsonOf(answer.clone())
  if (answer.status === 400) {
    const text = JSON.stringify(said) ?? ''
    if (noTicket.test(text)) throw gone(answer.status)
    if (denial.test(text)) await refuse(ticket, context)
  }
  if (answer.status !== 201) throw refusal(answer, context)
  const all = [...degraded, ...(marked.safeParse(said).success ? [] : ['event_not_marked'])]
  const message = transaction.exec(answer.headers.get('location') ?? '')?.[1]
  return {
    status: 'delivered',
    remote: remoteIds(ticket.id, settings, message),
    ...(all.length > 0 && { degraded: all }),
  }
}

/** One ticket that somebody has moved to another queue must not stop all the others. */
async function refuse({ queueId }: Ticket, context: RtContext): Promise<never> {
  const answer = await ask(context, 'GET', `queue/${encodeURIComponent(context.settings.queue)}`)
  const queue = z.looseObject({ id: z.unknown() }).safeParse(await jsonOf(answer))
  const ours = queue.success && String(queue.data.id) === queueId
  throw rejection(
    'comment_refused',
    'answered 400 (permission denied): the user lacks CommentOnTicket on the queue of this ticket',
    ...(ours ? (['destination'] as const) : []),
  )
}
