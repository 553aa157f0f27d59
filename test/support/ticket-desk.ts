import * as z from 'zod'
import type { Destination } from '../../functions/contracts/destination.ts'
import { asksForWork } from '../../functions/kits/delivery/asks-for-work.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'

export interface DeskTicket {
  state: 'open' | 'answered' | 'withdrawn'
  /** What stands in it; `null` where it has been taken back. */
  readonly words: Map<string, string | null>
  /** Of the customer to the company. */
  readonly asked: Set<string>
}

/** A helpdesk that obeys `work` as docs/consuming-events.md has it, and knows a ticket by `work.key` alone. */
export function ticketDesk() {
  const tickets = new Map<string, DeskTicket>()

  function take(event: RoutedEvent): DeskTicket | undefined {
    const { kind, message, work } = event
    const found = tickets.get(work.key)
    if (kind === 'message.deleted') {
      if (message && found?.words.has(message.id)) found.words.set(message.id, null)
      if (found && work.effect === 'withdraw') found.state = 'withdrawn'
      return found
    }
    if (!message || (kind !== 'message.created' && kind !== 'message.edited')) return found
    if (!found && !asksForWork(event)) return undefined
    const ticket = found ?? { state: 'open', words: new Map(), asked: new Set() }
    tickets.set(work.key, ticket)
    if (message.withheld !== 'edited') ticket.words.set(message.id, message.text ?? null)
    if (asksForWork(event)) {
      ticket.state = 'open'
      ticket.asked.add(message.id)
    }
    if (work.effect === 'answer') ticket.state = 'answered'
    return ticket
  }

  const adapter: Destination = {
    name: 'desk',
    settings: z.unknown(),
    limits: { canEdit: true, canDelete: true, holds: 'both' },
    open: () => ({
      async deliver(event) {
        const ticket = take(event)
        return { status: 'delivered', ...(ticket && { remote: { ticket: event.work.key } }) }
      },
    }),
  }
  return { adapter, tickets }
}
