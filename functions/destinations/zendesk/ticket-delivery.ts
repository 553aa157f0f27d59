import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { DeliveryContext, RemoteIds } from '../../contracts/destination.ts'
import { findComment } from './find-comment.ts'
import type { ZendeskSettings } from './settings.ts'
import type { Zendesk } from './zendesk-api.ts'

/** One event on its way into the account. */
export interface ZendeskDelivery {
  readonly event: RoutedEvent
  readonly context: DeliveryContext<ZendeskSettings>
  readonly zendesk: Zendesk
  /** Grows with every step that need not be done again. */
  readonly progress: Record<string, string>
  /** Codes of what could not be done as it should. */
  readonly degraded: Set<string>
}

/** Whether these are words of a customer to the company, which may stand there as the customer's own. */
export function isCustomersOwn({ kind, direction, author, message }: RoutedEvent): boolean {
  return (
    kind === 'message.created' &&
    direction === 'inbound' &&
    author?.role === 'customer' &&
    message?.automated === undefined
  )
}

/** Whether the settings make a public comment of it, which takes its customer for an author. */
export function speaksPublicly({ event, context }: Pick<ZendeskDelivery, 'event' | 'context'>): boolean {
  return context.settings.comments === 'public' && isCustomersOwn(event)
}

export function remoteIds(
  ticket: string,
  message: string | undefined,
  { settings }: Pick<DeliveryContext<ZendeskSettings>, 'settings'>,
): RemoteIds {
  return {
    ticket,
    ...(message !== undefined && { message }),
    url: `${settings.url}/agent/tickets/${ticket}`,
  }
}

/** What the answer to a write lacks because it was too long is looked up; without it nothing can be redacted later. */
export async function findWritten(
  ticket: string,
  { event, zendesk }: Pick<ZendeskDelivery, 'event' | 'zendesk'>,
): Promise<string | undefined> {
  try {
    return (await findComment(ticket, event.id, zendesk))?.id
  } catch (error) {
    // It is written: no second time for the sake of its id.
    if (error instanceof DeliveryEnded) return undefined
    throw error
  }
}
