import type { RoutedEvent } from '../../../schemas/contact-event.ts'

/** Whether these are words of a customer to the company, which may stand in a system as the customer's own. */
export function isCustomersOwn({ kind, direction, author, message }: RoutedEvent): boolean {
  return (
    kind === 'message.created' &&
    direction === 'inbound' &&
    author?.role === 'customer' &&
    message?.automated === undefined
  )
}
