import { notYet } from '../../contracts/delivery-ended.ts'
import type { TicketAttempt, TicketChange } from '../../kits/ticketing/ticket-system.ts'
import { type RtTicket, readTicket } from './find-tickets.ts'
import type { Rt } from './rt-api.ts'
import type { RtSettings } from './settings.ts'

/** @returns false where lifecycle or rights keep a ticket closed that was to be open */
export async function changeTicket(
  ticket: RtTicket,
  change: TicketChange | undefined,
  { event, context: { settings } }: TicketAttempt<RtSettings>,
  rt: Rt,
): Promise<boolean> {
  const fields = fieldsAfter(change, ticket, settings, event.occurredAt)
  if (Object.keys(fields).length === 0) return true
  // None of these changes is mailed to a requestor by a default scrip, but one: to `resolved`.
  const { status } = await rt({ method: 'PUT', path: `/ticket/${ticket.id}`, json: fields, expected: [404] })
  // The next attempt sees that it is not there, and opens another.
  if (status === 404) throw notYet('answered 404: the ticket has just gone')
  // RT answers 200 to what it does not do.
  return change !== 'reopen' || (await readTicket(rt, ticket.id, settings))?.state === 'open'
}

/** Nothing of a ticket that somebody has begun to work on is changed but when the company last spoke. */
function fieldsAfter(
  change: TicketChange | undefined,
  { state, status, unowned, told }: RtTicket,
  { statuses }: RtSettings,
  occurredAt: string,
): Record<string, string> {
  const isNew = status === 'new'
  if (change === 'reopen') return state === 'closed' ? { Status: statuses.reopened } : {}
  if (change === 'withdrawn') return isNew && unowned ? { Status: statuses.withdrawn } : {}
  if (change !== 'answered') return {}
  const spoken = new Date(occurredAt)
  const isLater = spoken.getTime() > new Date(told || 0).getTime()
  return {
    ...(isNew && { Status: statuses.answered }),
    ...(isLater && { Told: `${spoken.toISOString().slice(0, 19)}Z` }),
  }
}
