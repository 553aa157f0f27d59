import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { ask, refusal } from './ask.ts'
import { readTicket, type Ticket } from './find-tickets.ts'
import { gone } from './gone.ts'
import type { RtContext } from './settings.ts'

/** @returns false where the lifecycle or the user's rights keep it closed */
export async function reopen(ticket: Ticket, context: RtContext): Promise<boolean> {
  await change(ticket, { Status: context.settings.statuses.reopened }, context)
  // RT answers 200 to what it does not do.
  const now = await readTicket(context, ticket.id)
  return now !== undefined && !now.closed
}

/** The company has spoken: what was new is so no more, and RT knows when it last did. */
export async function noteAnswer(event: RoutedEvent, ticket: Ticket, context: RtContext): Promise<void> {
  const spoken = new Date(event.occurredAt)
  await change(
    ticket,
    {
      ...(ticket.status === 'new' && { Status: context.settings.statuses.answered }),
      ...(spoken.getTime() > new Date(ticket.told || 0).getTime() && {
        Told: `${spoken.toISOString().slice(0, 19)}Z`,
      }),
    },
    context,
  )
}

/** Takes the ticket out of the queue, unless somebody has begun to work on it. */
export async function withdraw(ticket: Ticket, context: RtContext): Promise<void> {
  if (ticket.status !== 'new' || !ticket.unowned) return
  await change(ticket, { Status: context.settings.statuses.withdrawn }, context)
}

/** None of its changes is mailed to a requestor by a default scrip, but one: to `resolved`. */
async function change(ticket: Ticket, fields: Record<string, string>, context: RtContext): Promise<void> {
  if (Object.keys(fields).length === 0) return
  const answer = await ask(context, 'PUT', `ticket/${ticket.id}`, fields)
  if (answer.status === 404) throw gone(answer.status)
  if (!answer.ok) throw refusal(answer, context)
}
