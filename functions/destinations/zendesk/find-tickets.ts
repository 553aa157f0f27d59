import * as z from 'zod'
import { unreadable } from '../../contracts/delivery-ended.ts'
import { asciiId } from './find-requester.ts'
import { readJson, type Zendesk, zendeskId } from './zendesk-api.ts'

export interface Ticket {
  readonly id: string
  /** Left out where the answer was too long to be read so far. */
  readonly status?: string
  readonly description?: string
}

const ticketFields = z.object({
  id: zendeskId,
  status: z.string().optional(),
  description: z.string().nullish(),
  external_id: z.string().nullish(),
})

const perPage = 5

/** The tickets of a `work.key`, newest first. Zendesk itself allows several of one external id. */
export async function findTickets(workKey: string, zendesk: Zendesk): Promise<Ticket[]> {
  const externalId = asciiId(workKey)
  const query = `external_id=${encodeURIComponent(externalId)}&sort_by=created_at&sort_order=desc&per_page=${perPage}`
  const { text } = await zendesk({ method: 'GET', path: `/api/v2/tickets?${query}` })
  const listed = readJson(text, z.object({ tickets: z.array(ticketFields) }))
  if (listed)
    return (
      listed.tickets
        // A filter that is not understood is ignored elsewhere: never take a stranger's ticket.
        .filter((ticket) => ticket.external_id === externalId && ticket.status !== 'deleted')
        .map(toTicket)
        .sort((one, other) => Number(other.id) - Number(one.id))
    )
  return readHeads(text, externalId)
}

/** A ticket repeats its first comment: a list of long ones is cut, but each begins with its ids. */
function readHeads(text: string, externalId: string): Ticket[] {
  if (!text.startsWith('{"tickets":[')) throw unreadable('a list of tickets')
  return [...text.matchAll(head)]
    .filter(([, , found = '']) => found === JSON.stringify(externalId))
    .map(([, id = '']) => ({ id }))
}

const head = /"id":(\d+),"external_id":("(?:[^"\\]|\\.)*")/g

/** @returns `undefined` where it is not there (any more) */
export async function readTicket(id: string, zendesk: Zendesk): Promise<Ticket | undefined> {
  if (!digits.test(id)) return undefined
  const answer = await zendesk({ method: 'GET', path: `/api/v2/tickets/${id}`, expected: [404] })
  if (answer.status === 404) return undefined
  const read = readJson(answer.text, z.object({ ticket: ticketFields }))
  if (read) return read.ticket.status === 'deleted' ? undefined : toTicket(read.ticket)
  if (!answer.text.startsWith('{"ticket":{')) throw unreadable('a ticket')
  return { id }
}

const digits = /^\d+$/

function toTicket({ id, status, description }: z.infer<typeof ticketFields>): Ticket {
  return { id, ...(status !== undefined && { status }), ...(description && { description }) }
}
