import type { RemoteIds } from '../../contracts/destination.ts'
import { findComment } from './find-comment.ts'
import { findTickets } from './find-tickets.ts'
import { remoteIds, type ZendeskDelivery } from './ticket-delivery.ts'

/** Looks for a comment that bears the event's id, in the known ticket and in all of its `work.key`. */
export async function findExisting({
  event,
  context,
  zendesk,
}: Pick<ZendeskDelivery, 'event' | 'context' | 'zendesk'>): Promise<RemoteIds | undefined> {
  const known = context.remote?.ticket
  const found = (await findTickets(event.work.key, zendesk)).map(({ id }) => id)
  const tickets = new Set([...(known === undefined ? [] : [known]), ...found])
  for (const ticket of tickets) {
    const comment = await findComment(ticket, event.id, zendesk)
    if (comment) return remoteIds(ticket, comment.id, context)
  }
  return undefined
}
