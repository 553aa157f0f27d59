import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { DeliveryContext, DeliveryOutcome } from '../../contracts/destination.ts'
import type { Parameters } from './call-service.ts'
import { customerAddresses, withCustomer } from './customer-addresses.ts'
import { ServiceRefused } from './service-refusal.ts'
import type { ZnunySettings } from './settings.ts'
import { ticketUrl } from './ticket-url.ts'
import { writeTicket } from './tickets.ts'
import { sender, type WrittenArticle, writeArticle } from './write-article.ts'

type Context = DeliveryContext<ZnunySettings>

/**
 * Writes an event as an article. A web server before Znuny may take less than Znuny: what it finds too large goes once
 * more, its files as links.
 *
 * @param beside what else the request says, of a ticket with that title and customer
 * @throws ServiceRefused
 * @throws RequestFailed
 */
export async function sendArticle(
  event: RoutedEvent,
  context: Context,
  operation: 'create' | 'update',
  beside: (title: string, customer: string) => Parameters,
): Promise<DeliveryOutcome> {
  const send = async (written: WrittenArticle): Promise<DeliveryOutcome> => {
    const { settings } = context
    const { result, replaced } = await withCustomer(customerAddresses(event, settings), (address) =>
      writeTicket(context, operation, {
        ...beside(written.title, address),
        Article: { ...written.article, ...from(event, address, settings) },
        ...files(written),
      }),
    )
    const { ticket, message } = result
    const degraded = [...written.degraded, ...(replaced ? ['customer_replaced'] : [])]
    return {
      status: 'delivered',
      remote: { ticket, message, url: ticketUrl(settings.url, ticket) },
      ...(degraded.length > 0 && { degraded }),
    }
  }
  const whole = await writeArticle(event, context)
  try {
    return await send(whole)
  } catch (error) {
    const tooLarge = error instanceof ServiceRefused && error.why === 'size'
    if (!tooLarge || whole.attachments.length === 0) throw error
    return send(await writeArticle(event, context, { withFiles: false }))
  }
}

/** Without one Znuny takes the agent's name, of a new ticket the customer user's; a login alone is no From. */
function from(event: RoutedEvent, address: string, settings: ZnunySettings): { From?: string } {
  return event.direction === 'outbound' || !address.includes('@')
    ? {}
    : { From: sender(event, address, settings) }
}

/** A list without an entry is refused. */
function files({ attachments }: WrittenArticle): { Attachment?: WrittenArticle['attachments'] } {
  return attachments.length > 0 ? { Attachment: attachments } : {}
}
