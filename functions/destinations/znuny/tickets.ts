import * as z from 'zod'
import { unreadable } from '../../contracts/delivery-ended.ts'
import { callService, type Parameters, type ServiceContext, unexpected } from './call-service.ts'
import { parsed } from './read-service-answer.ts'
import { ServiceRefused } from './service-refusal.ts'

/** Znuny writes ids as texts, some answers and OTOBO as numbers. */
const id = z.union([z.string().min(1), z.int()]).transform(String)

const written = z.looseObject({ TicketID: id, ArticleID: id })
const found = z.looseObject({ TicketID: z.union([z.array(id), id.transform((one) => [one])]).default([]) })
const fields = z.array(z.looseObject({ Name: z.string(), Value: z.unknown().optional() })).default([])
const got = z.looseObject({
  Ticket: z
    .array(
      z.looseObject({
        StateType: z.string(),
        Lock: z.string().default('unlock'),
        DynamicField: fields,
        Article: z.array(z.looseObject({ ArticleID: id, DynamicField: fields })).default([]),
      }),
    )
    .min(1),
})

export interface Ticket {
  readonly id: string
  /** `new`, `open`, `closed`, `pending reminder`, `pending auto`, `removed`, `merged`: the type, not the state’s name. */
  readonly stateType: string
  /** An agent works on it. */
  readonly locked: boolean
  readonly workKey: unknown
}

/** Creates a ticket or adds to one. @throws ServiceRefused @throws RequestFailed */
export async function writeTicket(
  context: ServiceContext,
  operation: 'create' | 'update',
  parameters: Parameters,
): Promise<{ ticket: string; message: string }> {
  const answer = parsed(await callService(context, operation, parameters))
  // A web service may be set to answer with the whole ticket.
  if (answer === undefined) throw new ServiceRefused('service', unreadable('its end').outcome)
  const { data } = written.safeParse(answer)
  if (!data) throw unexpected(operation)
  return { ticket: data.TicketID, message: data.ArticleID }
}

/** `undefined` where there is none of that id, or none that the agent may read: Znuny answers the same. */
export async function getTicket(context: ServiceContext, ticket: string): Promise<Ticket | undefined> {
  const body = await unlessDenied(callService(context, 'get', { TicketID: ticket, DynamicFields: 1 }))
  if (body === undefined) return undefined
  const read = got.safeParse(parsed(body)).data?.Ticket[0]
  if (!read) throw unexpected('get')
  return {
    id: ticket,
    stateType: read.StateType,
    locked: read.Lock !== 'unlock',
    workKey: fieldValue(read.DynamicField, context.settings.keyField),
  }
}

/** Tickets looked at among those found: follow-ups share a work key, so do keys that differ in case only. */
const mostFound = 5

/** What the search gives for a work key, newest first. It may be wrong: `getTicket` says what the key really is. */
export async function searchTickets(context: ServiceContext, workKey: string): Promise<string[]> {
  const body = await callService(context, 'search', {
    // As a parameter of a GET request it would be ignored, and every ticket found.
    [`DynamicField_${context.settings.keyField}`]: { Equals: workKey },
    SortBy: 'Age',
    OrderBy: 'Down',
    Limit: mostFound,
  })
  const { data } = found.safeParse(parsed(body))
  if (!data) throw unexpected('search')
  return data.TicketID.slice(0, mostFound)
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

/** The id of the article that carries an event id, `''` where only that it is there is known. */
export async function findArticle(
  context: ServiceContext,
  ticket: string,
  eventId: string,
): Promise<string | undefined> {
  for (const window of windows) {
    const asked = { TicketID: ticket, DynamicFields: 1, AllArticles: 1, ...window }
    const body = await unlessDenied(callService(context, 'get', asked))
    if (body === undefined) return undefined
    const read = got.safeParse(parsed(body)).data?.Ticket[0]
    const article = read?.Article.find(
      ({ DynamicField }) => fieldValue(DynamicField, context.settings.eventField) === eventId,
    )
    if (article) return article.ArticleID
    // Cut: no text of ours or a person's holds an event id.
    if (!read && body.includes(JSON.stringify(eventId))) return ''
    if (read && read.Article.length < window.ArticleLimit) return undefined
  }
  return undefined
}

function fieldValue(fields: readonly { Name: string; Value?: unknown }[], name: string): unknown {
  return fields.find(({ Name }) => Name === name)?.Value
}

async function unlessDenied(answer: Promise<string>): Promise<string | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof ServiceRefused && error.why === 'access') return undefined
    throw error
  }
}
