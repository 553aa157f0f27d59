import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { DeliveryContext, DeliveryOutcome } from '../../contracts/destination.ts'
import { asksForWork } from '../../kits/delivery/asks-for-work.ts'
import { failureOutcome } from '../../kits/http/http-outcome.ts'
import { sendArticle } from './send-article.ts'
import { rejectedOutcome, ServiceRefused } from './service-refusal.ts'
import type { ZnunySettings } from './settings.ts'
import { getTicket, searchTickets, type Ticket } from './tickets.ts'

type Context = DeliveryContext<ZnunySettings>

/** Brings an event into its ticket, or into a new one. */
export async function deliverEvent(event: RoutedEvent, context: Context): Promise<DeliveryOutcome> {
  const known = context.remote?.ticket
  const opens = asksForWork(event)
  if (!opens && known === undefined) return { status: 'delivered' }
  try {
    const ticket = await findTicket(event, context, known)
    if (ticket) return await append(event, context, ticket)
    return opens ? await create(event, context) : { status: 'delivered', degraded: ['ticket_gone'] }
  } catch (error) {
    return error instanceof ServiceRefused ? error.outcome : failureOutcome(error)
  }
}

/**
 * The ticket to write to. Where a person has to act, one that is gone or, if so set, closed does not count, and the
 * system is asked for another of the same work key: the ledger may not know of it.
 */
async function findTicket(
  event: RoutedEvent,
  context: Context,
  known: string | undefined,
): Promise<Ticket | undefined> {
  const opens = asksForWork(event)
  const usable = (ticket: Ticket | undefined) =>
    ticket !== undefined && isLive(ticket) && !(opens && isOver(ticket, context.settings))
  const first = known === undefined ? undefined : await getTicket(context, known)
  if (usable(first)) return first
  if (!opens) return undefined
  for (const id of await searchTickets(context, event.work.key)) {
    const ticket = id === known ? undefined : await getTicket(context, id)
    // A search that does not filter finds strangers' tickets.
    if (ticket?.workKey === event.work.key && usable(ticket)) return ticket
  }
  return undefined
}

/** What is merged into another ticket or removed, agents do not see any more. */
function isLive({ stateType }: Ticket): boolean {
  return stateType !== 'merged' && stateType !== 'removed'
}

function isOver({ stateType }: Ticket, { whenClosed }: ZnunySettings): boolean {
  return whenClosed === 'follow_up' && stateType.startsWith('closed')
}

async function append(event: RoutedEvent, context: Context, ticket: Ticket): Promise<DeliveryOutcome> {
  const { settings, idempotencyKey } = context
  const state = nextState(event, ticket, settings)
  try {
    return await sendArticle(event, context, 'update', () => ({
      TicketID: ticket.id,
      ...(state !== undefined && { Ticket: { State: state } }),
      DynamicField: [{ Name: settings.eventField, Value: idempotencyKey }],
    }))
  } catch (error) {
    // It could be read just now, so it is there.
    if (error instanceof ServiceRefused && error.why === 'access')
      return rejectedOutcome(
        'no_right_to_write',
        'answered AccessDenied: give the agent rw rights in the queue where this ticket is now',
      )
    throw error
  }
}

/** An article changes no state by itself, not even of a closed ticket. What an agent has locked is that agent's. */
function nextState(event: RoutedEvent, ticket: Ticket, settings: ZnunySettings): string | undefined {
  const { effect } = event.work
  if (asksForWork(event))
    return ticket.stateType === 'new' || ticket.stateType === 'open' ? undefined : settings.openState
  const waiting = !ticket.locked && (ticket.stateType === 'new' || ticket.stateType === 'open')
  if (!waiting) return undefined
  if (effect === 'answer') return settings.answeredState
  return effect === 'withdraw' ? settings.withdrawnState : undefined
}

function create(event: RoutedEvent, context: Context): Promise<DeliveryOutcome> {
  const { settings, idempotencyKey } = context
  return sendArticle(event, context, 'create', (title, customer) => ({
    Ticket: newTicket(settings, title, customer),
    DynamicField: [
      { Name: settings.keyField, Value: event.work.key },
      { Name: settings.eventField, Value: idempotencyKey },
    ],
  }))
}

/** `Ticket` of a request that creates one. */
export function newTicket(settings: ZnunySettings, title: string, customer: string): Record<string, string> {
  const { queue, priority, newState, type } = settings
  return {
    Title: title,
    Queue: queue,
    Priority: priority,
    State: newState,
    ...(type !== undefined && { Type: type }),
    CustomerUser: customer,
  }
}
