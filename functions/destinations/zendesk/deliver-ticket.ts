import type { DeliveryOutcome } from '../../contracts/destination.ts'
import { asksForWork } from '../../kits/delivery/asks-for-work.ts'
import { appendComment, redactOriginal } from './append-comment.ts'
import { createTicket } from './create-ticket.ts'
import { findTickets, readTicket, type Ticket } from './find-tickets.ts'
import { remoteIds, type ZendeskDelivery } from './ticket-delivery.ts'

/** Brings an event into the ticket of its `work.key`, or into a new one where it is to have one. */
export async function deliverTicket(delivery: ZendeskDelivery): Promise<DeliveryOutcome> {
  const { event, context, degraded } = delivery
  const opens = asksForWork(event)
  const known = context.remote?.ticket
  if (known === undefined && !opens) return { status: 'delivered' }
  const ticket = await findLive(known, opens, delivery)
  if (ticket && ticket.status !== 'closed') {
    const appended = await appendComment(ticket, delivery)
    if (typeof appended === 'object') return appended
    return appended === 'closed' ? afterClosing(ticket, delivery) : afterDeletion(delivery)
  }
  if (ticket) return afterClosing(ticket, delivery)
  if (opens) return createTicket(delivery)
  return { status: 'delivered', degraded: [...degraded, 'ticket_gone'] }
}

/** The ticket to add to: the known one, else what the account has under the key, open ones first. */
async function findLive(
  known: string | undefined,
  opens: boolean,
  { event, zendesk }: ZendeskDelivery,
): Promise<Ticket | undefined> {
  const ticket = known === undefined ? undefined : await readTicket(known, zendesk)
  if (!opens || (ticket && ticket.status !== 'closed')) return ticket
  const others = await findTickets(event.work.key, zendesk)
  return others.find(({ status }) => status !== 'closed') ?? ticket ?? others[0]
}

/** Closed is for good: who writes again gets a ticket that follows up, whatever else has nowhere to go. */
async function afterClosing(ticket: Ticket, delivery: ZendeskDelivery): Promise<DeliveryOutcome> {
  const { event, context, degraded } = delivery
  if (asksForWork(event)) return createTicket(delivery, ticket.id)
  await redactOriginal(ticket, delivery)
  degraded.add('ticket_closed')
  return {
    status: 'delivered',
    remote: remoteIds(ticket.id, undefined, context),
    degraded: [...degraded],
  }
}

async function afterDeletion(delivery: ZendeskDelivery): Promise<DeliveryOutcome> {
  if (asksForWork(delivery.event)) return createTicket(delivery)
  return { status: 'delivered', degraded: [...delivery.degraded, 'ticket_gone'] }
}
