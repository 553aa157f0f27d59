import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { DeliveryContext, RemoteIds } from '../../contracts/destination.ts'
import type { ZnunySettings } from './settings.ts'
import { ticketUrl } from './ticket-url.ts'
import { findArticle, searchTickets } from './tickets.ts'

/**
 * Looks for the article with the event's id in its ticket, and in every ticket of its work key. A ticket without it
 * is no proof: Znuny writes the ticket first, and may fail at the article.
 */
export async function findExisting(
  event: RoutedEvent,
  context: DeliveryContext<ZnunySettings>,
): Promise<RemoteIds | undefined> {
  const { remote, settings, idempotencyKey } = context
  const tickets = new Set([
    ...(remote?.ticket === undefined ? [] : [remote.ticket]),
    ...(await searchTickets(context, event.work.key)),
  ])
  for (const ticket of tickets) {
    const message = await findArticle(context, ticket, idempotencyKey)
    if (message !== undefined)
      return { ticket, ...(message !== '' && { message }), url: ticketUrl(settings.url, ticket) }
  }
  return undefined
}
