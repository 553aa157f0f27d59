import * as z from 'zod'
import { sha256 } from '../../core/ids.ts'
import { type Asking, ask, jsonOf, readAnswer, refusal } from './ask.ts'

export interface Ticket {
  /** Of the ticket that it was merged into, where it was. */
  readonly id: string
  readonly queueId: string
  readonly status: string
  readonly closed: boolean
  /** Nobody has taken it. */
  readonly unowned: boolean
  readonly hasRequestor: boolean
  /** The event that opened it. */
  readonly opener?: string | undefined
  /** When the company last spoke; 1970 for never. */
  readonly told: string
}

const id = z.union([z.string(), z.number()]).transform(String)
const reference = z.looseObject({ id })

const ticketAnswer = z.looseObject({
  id,
  Status: z.string(),
  Queue: reference,
  Owner: reference,
  Requestor: z.array(z.unknown()).default([]),
  Told: z.string().default(''),
  CustomFields: z
    .array(z.looseObject({ name: z.string(), values: z.array(z.unknown()).default([]) }))
    .catch([])
    .default([]),
})

const page = z.looseObject({
  items: z.array(z.looseObject({ id, Status: z.string().optional(), ObjectId: id.optional() })),
})

export type Found = z.infer<typeof page>['items'][number]

/** Undefined where it is gone: shredded, deleted, or in a queue that is not for us. */
export async function readTicket(context: Asking, ticket: string): Promise<Ticket | undefined> {
  const answer = await ask(context, 'GET', `ticket/${encodeURIComponent(ticket)}`)
  if (answer.status === 403) return undefined
  if (answer.status === 404) {
    // RT says it in JSON; anybody else's 404 is about the address.
    if ((await jsonOf(answer)) === undefined) throw refusal(answer, context)
    return undefined
  }
  const read = await readAnswer(answer, 200, ticketAnswer, context)
  // A deleted ticket takes comments as any other, and nobody ever sees them.
  if (read.Status === 'deleted') return undefined
  const opener = read.CustomFields.find(({ name }) => name === context.settings.fields.opener)?.values[0]
  return {
    id: read.id,
    queueId: read.Queue.id,
    status: read.Status,
    closed: await isClosed(context, read.id, read.Status),
    unowned: read.Owner.id === 'Nobody',
    hasRequestor: read.Requestor.length > 0,
    ...(typeof opener === 'string' && { opener }),
    told: read.Told,
  }
}

/** Of RT's default lifecycle. */
const usual = new Map([
  ['new', false],
  ['open', false],
  ['stalled', false],
  ['resolved', true],
  ['rejected', true],
])

async function isClosed(context: Asking, ticket: string, status: string): Promise<boolean> {
  const known = usual.get(status)
  if (known !== undefined) return known
  return (await search(context, 'tickets', `id = ${Number(ticket)} AND Status = '__Inactive__'`)).length > 0
}

/** The ticket of a work key: one that is not closed before those that are, a newer before an older one. */
export async function findTicket(context: Asking, key: string): Promise<Ticket | undefined> {
  const query = fieldIs(context.settings.fields.key, key)
  const found = await search(context, 'tickets', query, 'Status')
  const chosen = found.find(({ Status }) => usual.get(Status ?? '') !== true) ?? found[0]
  return chosen && readTicket(context, chosen.id)
}

/**
 * What a query finds, the newest first; deleted and merged tickets are never found.
 *
 * @param query TicketSQL or TransactionSQL
 */
export async function search(
  context: Asking,
  what: 'tickets' | 'transactions',
  query: string,
  fields?: string,
): Promise<Found[]> {
  const parameters = new URLSearchParams({ query, orderby: 'id', order: 'DESC', per_page: '10' })
  if (fields !== undefined) parameters.set('fields', fields)
  const answer = await ask(context, 'GET', `${what}?${parameters}`)
  return (await readAnswer(answer, 200, page, context)).items
}

/** A condition on a custom field, in TicketSQL and TransactionSQL. */
export function fieldIs(field: string, id: string): string {
  return `CF.{${field}} = '${searchable(id)}'`
}

/** RT compares without regard to case, and a custom field holds 255 characters. */
const asItIs = /^[a-z0-9:_@.+/=<>-]{1,200}$/

/** An id in a form in which RT finds it and nothing else; without quotes and backslashes, too. */
export function searchable(value: string): string {
  return asItIs.test(value) ? value : `sha256:${sha256(value)}`
}
