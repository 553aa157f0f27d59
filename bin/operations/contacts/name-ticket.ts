import type { ContactPorts } from './contact-ports.ts'
import type { DeliverySummary } from './contact-state.ts'

/** The delivery with the ticket that its destination is known to have made, where the ledger names none. */
export function nameTicket<Delivery extends DeliverySummary>(
  delivery: Delivery,
  eventId: string,
  { ticketOf }: Pick<ContactPorts, 'ticketOf'>,
): Delivery {
  const ticket = delivery.ticket ?? ticketOf?.(delivery.destination, eventId)
  return ticket === undefined ? delivery : { ...delivery, ticket }
}
