import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { DeliveryOutcome } from '../../contracts/destination.ts'
import { asksForWork } from '../../kits/delivery/asks-for-work.ts'
import { failureOutcome } from '../../kits/http/http-outcome.ts'
import { addComment } from './add-comment.ts'
import { noteAnswer, reopen, withdraw } from './change-ticket.ts'
import { createTicket } from './create-ticket.ts'
import { findTicket, readTicket } from './find-tickets.ts'
import { remoteIds } from './remote-ids.ts'
import { addRequestor } from './requestor.ts'
import type { RtContext } from './settings.ts'

/** Obeys `event.work`. */
export async function deliver(event: RoutedEvent, context: RtContext): Promise<DeliveryOutcome> {
  try {
    return await fulfil(event, context)
  } catch (error) {
    return error instanceof DeliveryEnded ? error.outcome : failureOutcome(error)
  }
}

async function fulfil(event: RoutedEvent, context: RtContext): Promise<DeliveryOutcome> {
  const { remote, settings, idempotencyKey } = context
  const { effect, key } = event.work
  const opens = asksForWork(event)
  const known = remote?.ticket === undefined ? undefined : await readTicket(context, remote.ticket)
  const ticket = known ?? (opens ? await findTicket(context, key) : undefined)
  if (!ticket) return opens ? createTicket(event, context) : { status: 'delivered' }
  if (ticket.opener === idempotencyKey) {
    if (!ticket.hasRequestor) await addRequestor(event, ticket.id, context)
    return { status: 'delivered', remote: remoteIds(ticket.id, settings), deduplicated: true }
  }
  if (opens && ticket.closed && !(await reopen(ticket, context)))
    return createTicket(event, context, ticket.id)
  if (effect === 'answer') await noteAnswer(event, ticket, context)
  if (effect === 'withdraw') await withdraw(ticket, context)
  return addComment(event, ticket, context)
}
