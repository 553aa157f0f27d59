import * as z from 'zod'
import { unreadable } from '../../contracts/delivery-ended.ts'
import type { JsonApi } from '../../kits/http/json-api.ts'
import type { Ticket } from '../../kits/ticketing/ticket-system.ts'
import { externalId, zendeskId } from './zendesk-api.ts'

const ticketForm = z.object({
  id: zendeskId,
  status: z.string().optional(),
  description: z.string().nullish(),
  external_id: z.string().nullish(),
})
type Read = z.infer<typeof ticketForm>

/** What the answer was too long for is left out. */
export interface ZendeskTicket extends Ticket, Readonly<Omit<Read, 'id'>> {
  /** What its subject repeats has been blacked out. */
  readonly needsSubject?: boolean
}

function toTicket(read: Read): ZendeskTicket {
  return { ...read, state: read.status === 'closed' ? 'final' : 'open' }
}

const perPage = 5
const digits = /^\d+$/

/** The tickets of a `work.key`, newest first. Zendesk itself allows several of one external id. */
export async function findTickets(workKey: string, zendesk: JsonApi): Promise<ZendeskTicket[]> {
  const key = externalId(workKey)
  const query = `external_id=${encodeURIComponent(key)}&sort_by=created_at&sort_order=desc&per_page=${perPage}`
  const { text, json } = await zendesk({ path: `/tickets?${query}` })
  const tickets = json(z.object({ tickets: z.array(ticketForm) }))?.tickets ?? readHeads(text, key)
  return (
    tickets
      // A filter that is not understood is ignored elsewhere: never take a stranger's ticket.
      .filter(({ external_id, status }) => external_id === key && status !== 'deleted')
      .map(toTicket)
      .sort((one, other) => Number(other.id) - Number(one.id))
  )
}

const head = /"id":(\d+),"external_id":("(?:[^"\\]|\\.)*")/g

/** A ticket repeats its first comment: a list of long ones is cut, but each begins with its ids. */
function readHeads(text: string, key: string): Read[] {
  if (!text.startsWith('{"tickets":[')) throw unreadable('a list of tickets')
  return [...text.matchAll(head)]
    .filter(([, , found]) => found === JSON.stringify(key))
    .map(([, id = '']) => ({ id, external_id: key }))
}

/** @returns `undefined` where it is not there (any more) */
export async function readTicket(id: string, zendesk: JsonApi): Promise<ZendeskTicket | undefined> {
  if (!digits.test(id)) return undefined
  const { status, text, json } = await zendesk({ path: `/tickets/${id}`, expected: [404] })
  if (status === 404) return undefined
  const ticket = json(z.object({ ticket: ticketForm }))?.ticket
  if (!ticket && !text.startsWith('{"ticket":{')) throw unreadable('a ticket')
  return ticket?.status === 'deleted' ? undefined : toTicket(ticket ?? { id })
}
