import * as z from 'zod'
import { rejection, unreadable } from '../../contracts/delivery-ended.ts'
import { customerAddresses } from '../../kits/delivery/customer-addresses.ts'
import { withCustomer } from '../../kits/delivery/with-customer.ts'
import type { Note } from '../../kits/ticketing/compose-note.ts'
import { findInTickets } from '../../kits/ticketing/find-in-tickets.ts'
import { findTicket } from '../../kits/ticketing/find-ticket.ts'
import type { TicketAttempt, TicketChange, TicketSystem } from '../../kits/ticketing/ticket-system.ts'
import { composeArticle } from './compose-article.ts'
import { findArticle, getTicket, searchTickets, type ZnunyTicket, znunyId } from './find-tickets.ts'
import { openService, unexpected, unlessDenied } from './service.ts'
import type { ZnunySettings } from './settings.ts'

const written = z.looseObject({ TicketID: znunyId, ArticleID: znunyId })
const servicePath = /\/nph-genericinterface\.pl\/.*/s

/** Znuny for one attempt. */
export function ticketSystem({
  event,
  context,
  degraded,
}: TicketAttempt<ZnunySettings>): TicketSystem<ZnunyTicket> {
  const { settings, idempotencyKey, remote } = context
  const service = openService(context)
  const eventMark = { Name: settings.eventField, Value: idempotencyKey }
  const search = () => searchTickets(service, event.work.key)

  async function write(operation: 'create' | 'update', note: Note, beside: (customer: string) => object) {
    const addresses = customerAddresses(event, settings.customerTemplate, settings.fallbackCustomer)
    const response = await withCustomer(addresses, degraded, (address) =>
      service.call(operation, { ...beside(address), ...composeArticle(note, event, address, settings) }),
    )
    const ids = response.json(written)
    if (ids) return { ticket: ids.TicketID, message: ids.ArticleID }
    // A web service may be set to answer with the whole ticket.
    throw response.json(z.unknown()) === undefined ? unreadable('its end') : unexpected(operation)
  }

  return {
    url: (ticket) =>
      settings.url.replace(
        servicePath,
        `/index.pl?Action=AgentTicketZoom;TicketID=${encodeURIComponent(ticket)}`,
      ),
    read: (ticket) => getTicket(service, ticket),
    find: async () =>
      findTicket(await search(), async (id) => {
        const ticket = await getTicket(service, id)
        return ticket?.workKey === event.work.key ? ticket : undefined
      }),
    open: (note) =>
      write('create', note, (customer) => ({
        Ticket: newTicket(settings, note.subject, customer),
        DynamicField: [{ Name: settings.keyField, Value: event.work.key }, eventMark],
      })),
    async append(ticket, note, change) {
      const State = nextState(change, ticket, settings)
      const beside = { TicketID: ticket.id, Ticket: State && { State }, DynamicField: [eventMark] }
      const appended = await unlessDenied(write('update', note, () => beside))
      if (appended) return appended
      // It could be read just now, so it is there.
      const remedy = 'give the agent rw rights in the queue where this ticket is now'
      throw rejection('no_right_to_write', `answered AccessDenied: ${remedy}`)
    },
    /** A ticket without the article is no proof: Znuny writes the ticket first, and may fail at the article. */
    resume: () => findInTickets(remote, search, (ticket) => findArticle(service, ticket, idempotencyKey)),
  }
}

/** An article changes no state by itself, not even of a closed ticket. What an agent has locked is that agent's. */
function nextState(
  change: TicketChange | undefined,
  { waits, locked }: ZnunyTicket,
  { openState, answeredState, withdrawnState }: ZnunySettings,
): string | undefined {
  if (change === 'reopen') return waits ? undefined : openState
  if (change === undefined || locked || !waits) return undefined
  return change === 'answered' ? answeredState : withdrawnState
}

/** `Ticket` of a request that creates one. */
export function newTicket(settings: ZnunySettings, Title: string, CustomerUser: string) {
  const { queue: Queue, priority: Priority, newState: State, type: Type } = settings
  return { Title, Queue, Priority, State, Type, CustomerUser }
}
