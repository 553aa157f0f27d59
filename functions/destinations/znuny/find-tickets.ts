import * as z from 'zod'
import type { Ticket, Written } from '../../kits/ticketing/ticket-system.ts'
import { unexpected, unlessDenied, type ZnunyService } from './service.ts'

/** Znuny writes ids as texts, some answers and OTOBO as numbers. */
export const znunyId = z.union([z.string().min(1), z.int()]).transform(String)

const found = z.looseObject({
  TicketID: z.union([z.array(znunyId), znunyId.transform((one) => [one])]).default([]),
})
const fields = z.array(z.looseObject({ Name: z.string(), Value: z.unknown().optional() })).default([])
const ticketForm = z.looseObject({
  StateType: z.string(),
  Lock: z.string().default('unlock'),
  DynamicField: fields,
  Article: z.array(z.looseObject({ ArticleID: znunyId, DynamicField: fields })).default([]),
})
const got = z.looseObject({ Ticket: z.tuple([ticketForm], z.unknown()) })

export interface ZnunyTicket extends Ticket {
  /** Nobody has answered or put it off yet. */
  readonly waits: boolean
  /** An agent works on it. */
  readonly locked: boolean
  readonly workKey: unknown
}

/** `undefined` also for what is merged into another ticket or removed, which agents do not see any more. */
export async function getTicket(service: ZnunyService, id: string): Promise<ZnunyTicket | undefined> {
  const { keyField, whenClosed } = service.settings
  const response = await unlessDenied(service.call('get', { TicketID: id, DynamicFields: 1 }))
  if (response === undefined) return undefined
  const read = response.json(got)?.Ticket[0]
  if (!read) throw unexpected('get')
  // The type and not the name, which operators choose.
  const type = read.StateType
  if (type === 'merged' || type === 'removed') return undefined
  return {
    id,
    state: type.startsWith('closed') ? (whenClosed === 'follow_up' ? 'final' : 'closed') : 'open',
    waits: type === 'new' || type === 'open',
    locked: read.Lock !== 'unlock',
    workKey: fieldValue(read.DynamicField, keyField),
  }
}

/** Tickets looked at among those found: follow-ups share a work key, so do keys that differ in case only. */
const maxFound = 5

/** What the search gives for a work key, newest first. It may be wrong: `getTicket` says what the key really is. */
export async function searchTickets(service: ZnunyService, workKey: string): Promise<string[]> {
  const response = await service.call('search', {
    // As a parameter of a GET request it would be ignored, and every ticket found.
    [`DynamicField_${service.settings.keyField}`]: { Equals: workKey },
    SortBy: 'Age',
    OrderBy: 'Down',
    Limit: maxFound,
  })
  const ids = response.json(found)?.TicketID
  if (!ids) throw unexpected('search')
  return ids.slice(0, maxFound)
}

/**
 * Which articles of a ticket are looked at, one after the other until there are no more: an attempt of which nothing is
 * known is among the newest, a replayed one anywhere. An answer is cut at 64 kB, which are some forty articles.
 */
const windows = [
  { ArticleOrder: 'DESC', ArticleLimit: 10 },
  // Of a long text alone an answer is cut.
  { ArticleOrder: 'DESC', ArticleLimit: 1 },
  { ArticleOrder: 'DESC', ArticleLimit: 100 },
  { ArticleOrder: 'ASC', ArticleLimit: 100 },
]

/** The article that carries an event id; without its own id where only that it is there is known. */
export async function findArticle(
  service: ZnunyService,
  ticket: string,
  eventId: string,
): Promise<Written | undefined> {
  for (const window of windows) {
    const asked = { TicketID: ticket, DynamicFields: 1, AllArticles: 1, ...window }
    const response = await unlessDenied(service.call('get', asked))
    if (response === undefined) return undefined
    const articles = response.json(got)?.Ticket[0].Article
    const article = articles?.find(
      ({ DynamicField }) => fieldValue(DynamicField, service.settings.eventField) === eventId,
    )
    if (article) return { ticket, message: article.ArticleID }
    // Cut: no text of ours or a person's holds an event id.
    if (!articles && response.text.includes(JSON.stringify(eventId))) return { ticket }
    if (articles && articles.length < window.ArticleLimit) return undefined
  }
  return undefined
}

function fieldValue(fields: readonly { Name: string; Value?: unknown }[], name: string): unknown {
  return fields.find(({ Name }) => Name === name)?.Value
}
