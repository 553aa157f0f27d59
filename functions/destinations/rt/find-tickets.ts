import * as z from 'zod'
import { readResponse, wrongEndpoint } from '../../kits/http/json-api.ts'
import { searchableId } from '../../kits/ticketing/searchable-id.ts'
import type { Ticket } from '../../kits/ticketing/ticket-system.ts'
import { type Rt, rtId } from './rt-api.ts'
import type { RtSettings } from './settings.ts'

/** `id` is that of the ticket that it was merged into, where it was. */
export interface RtTicket extends Ticket {
  readonly queueId: string
  readonly status: string
  /** Nobody has taken it. */
  readonly unowned: boolean
  readonly hasRequestor: boolean
  /** When the company last spoke; 1970 for never. */
  readonly told: string
}

const reference = z.looseObject({ id: rtId })

export const customFields = z
  .array(z.looseObject({ name: z.string(), values: z.array(z.unknown()).default([]) }))
  .catch([])
  .default([])

const ticketForm = z.looseObject({
  id: rtId,
  Status: z.string(),
  Queue: reference,
  Owner: reference,
  Requestor: z.array(z.unknown()).default([]),
  Told: z.string().default(''),
  CustomFields: customFields,
})

const page = z.looseObject({
  items: z.array(z.looseObject({ id: rtId, Status: z.string().optional(), ObjectId: rtId.optional() })),
})

/** Undefined where it is gone: shredded, deleted, or in a queue that is not for us. */
export async function readTicket(
  rt: Rt,
  ticket: string,
  { fields }: RtSettings,
): Promise<RtTicket | undefined> {
  const response = await rt({ path: `/ticket/${encodeURIComponent(ticket)}`, expected: [403, 404] })
  if (response.status === 403) return undefined
  if (response.status === 404) {
    // RT says it in JSON; anybody else's 404 is about the address.
    if (response.json(z.json()) === undefined) throw wrongEndpoint(response.status)
    return undefined
  }
  const read = readResponse(response, ticketForm)
  // A deleted ticket takes comments as any other, and nobody ever sees them.
  if (read.Status === 'deleted') return undefined
  const opener = read.CustomFields.find(({ name }) => name === fields.opener)?.values[0]
  return {
    id: read.id,
    queueId: read.Queue.id,
    status: read.Status,
    state: (await isClosed(rt, read.id, read.Status)) ? 'closed' : 'open',
    unowned: read.Owner.id === 'Nobody',
    hasRequestor: read.Requestor.length > 0,
    ...(typeof opener === 'string' && { openedBy: opener }),
    told: read.Told,
  }
}

/** Of RT's default lifecycle. */
const [usuallyOpen, usuallyClosed] = [new Set(['new', 'open', 'stalled']), new Set(['resolved', 'rejected'])]

async function isClosed(rt: Rt, ticket: string, status: string): Promise<boolean> {
  if (usuallyOpen.has(status)) return false
  if (usuallyClosed.has(status)) return true
  return (await search(rt, 'tickets', `id = ${Number(ticket)} AND Status = '__Inactive__'`)).length > 0
}

/** The ticket of a work key: one that is not closed before those that are, a newer before an older one. */
export async function findTicket(rt: Rt, key: string, settings: RtSettings): Promise<RtTicket | undefined> {
  const found = await search(rt, 'tickets', fieldIs(settings.fields.key, key))
  const chosen = found.find(({ Status = '' }) => !usuallyClosed.has(Status)) ?? found[0]
  return chosen && readTicket(rt, chosen.id, settings)
}

/**
 * What a query finds, the newest first; deleted and merged tickets are never found.
 *
 * @param query TicketSQL or TransactionSQL
 */
export async function search(rt: Rt, what: 'tickets' | 'transactions', query: string) {
  const fields = what === 'tickets' ? 'Status' : 'ObjectId'
  const parameters = new URLSearchParams({ query, fields, orderby: 'id', order: 'DESC', per_page: '10' })
  return readResponse(await rt({ path: `/${what}?${parameters}` }), page).items
}

/** A condition on a custom field, in TicketSQL and TransactionSQL. */
export function fieldIs(field: string, id: string): string {
  return `CF.{${field}} = '${searchable(id)}'`
}

/** RT compares without regard to case, and a custom field holds 255 characters; no quote ends a query. */
const asItIs = /^[a-z0-9:_@.+/=<>-]{1,200}$/

export function searchable(id: string): string {
  return searchableId(id, asItIs)
}
