import {
  type ApiRequest,
  basicAuthorization,
  type FormPart,
  jsonApi,
  multipart,
  type Note,
  originAddress,
  personToAnswer,
  presentationSettings,
  type RoutedEvent,
  readResponse,
  searchableId,
  sha256,
  type Ticket,
  type TicketAttempt,
  type TicketChange,
  type TicketSystem,
  ticketDestination,
} from 'netzdialog/adapter'
import * as z from 'zod'

const fieldName = /^cf_\w{1,60}$/

/** A custom field's name in the API: what an administrator calls it, behind `cf_`. */
const field = (fallback: string) =>
  z.string().regex(fieldName, 'must be cf_ and letters, digits, _').default(fallback)

const settings = z.strictObject({
  url: originAddress({ example: 'https://acme.freshdesk.com', secretField: 'apiKey' }).meta({
    description: 'Where agents open Freshdesk; the API knows no domain of one’s own.',
  }),
  apiKey: z
    .string()
    .regex(/^[\x21-\x39\x3b-\x7e]{8,100}$/, 'must be printable ASCII without spaces and colons')
    .meta({ secret: true, description: 'Of an agent who may see all tickets: Profile settings.' }),
  keyField: field('cf_netzdialog_key').meta({ description: 'A single-line text that holds the work key.' }),
  eventField: field('cf_netzdialog_event').meta({ description: 'Likewise, the event that opened it.' }),
  ...presentationSettings,
})
type Settings = z.infer<typeof settings>

/** https://developers.freshdesk.com/api/#tickets */
const [open, pending, resolved, closed] = [2, 3, 4, 5]
const id = z.int().transform(String)
const ticketForm = z.looseObject({
  id,
  status: z.int(),
  deleted: z.boolean().default(false),
  spam: z.boolean().default(false),
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
})
type Found = z.infer<typeof ticketForm>
const noteForm = z.looseObject({ id })
const conversations = z.array(z.looseObject({ id, body_text: z.string().nullish() }))

/** A page's size. */
const perPage = 100
/** Pages of notes that are looked through for one that an attempt has left: a hundred notes each. */
const maxPages = 10
/** List tickets shows the last 30 days unless told otherwise. */
const everSince = '2015-01-01T00:00:00Z'

/** Freshdesk by its API v2: a ticket per work key, every later message a private note. */
export const destination = ticketDestination({
  name: 'freshdesk',
  settings,
  limits: { requestsPerSecond: 2, canEdit: false, canDelete: false, holds: 'both' },
  note: () => ({
    formats: ['html'],
    // The API names no limit; this is far below what a browser shows at once.
    maxLength: 60_000,
    maxSubject: 255,
    // 20 MB a ticket, with all its notes; what does not fit stands as a link.
    files: { maxBytes: 10_000_000, maxTotalBytes: 15_000_000 },
  }),
  system: freshdesk,
})

/** Freshdesk for one attempt. */
function freshdesk({ event, context }: TicketAttempt<Settings>): TicketSystem<Ticket> {
  const { settings, idempotencyKey } = context
  const api = jsonApi(context, {
    base: `${settings.url}/api/v2`,
    // https://developers.freshdesk.com/api/#authentication: the key is the user name, the password is ignored.
    signIn: (send) => send(basicAuthorization(settings.apiKey, 'X')),
  })
  const key = searchable(event.work.key)
  const mark = searchable(idempotencyKey)

  const toTicket = (found: Found): Ticket => {
    const openedBy = found.custom_fields?.[settings.eventField]
    return {
      id: found.id,
      state: found.status === resolved || found.status === closed ? 'closed' : 'open',
      // The kit compares it to the key itself.
      ...(openedBy === mark && { openedBy: idempotencyKey }),
    }
  }

  /**
   * The requester's tickets, which https://developers.freshdesk.com/api/#list_all_tickets filters by
   * `unique_external_id`. Searching by custom field (`/search/tickets`) is no way: a new ticket takes minutes to come
   * into its index. Neither was tried with an account.
   */
  async function list(matches: (found: Found) => boolean): Promise<Ticket | undefined> {
    const query = new URLSearchParams({
      unique_external_id: requesterId(event),
      updated_since: everSince,
      order_by: 'created_at',
      order_type: 'desc',
      per_page: String(perPage),
    })
    const all = readResponse(await api({ path: `/tickets?${query}` }), z.array(ticketForm))
    const alive = all.filter((found) => !found.deleted && !found.spam && matches(found)).map(toTicket)
    return alive.find(({ state }) => state === 'open') ?? alive[0]
  }

  /** The note that carries the mark, wherever it stands among the others. */
  async function findNote(ticket: string, page = 1): Promise<string | undefined> {
    const path = `/tickets/${ticket}/conversations?per_page=${perPage}&page=${page}`
    const notes = readResponse(await api({ path }), conversations)
    const found = notes.find(({ body_text }) => body_text?.includes(mark))
    if (found || notes.length < perPage || page === maxPages) return found?.id
    return findNote(ticket, page + 1)
  }

  const find = () => list(({ custom_fields }) => custom_fields?.[settings.keyField] === key)

  return {
    url: (ticket) => `${settings.url}/a/tickets/${ticket}`,
    find,
    async read(ticket) {
      const response = await api({ path: `/tickets/${encodeURIComponent(ticket)}`, expected: [404] })
      if (response.status === 404) return undefined
      const found = readResponse(response, ticketForm)
      return found.deleted || found.spam ? undefined : toTicket(found)
    },
    async open(note, follows) {
      const response = await api({
        method: 'POST',
        path: '/tickets',
        ...(await content(note, {
          subject: note.subject,
          description: bodyOf(note, mark, follows),
          ...requesterOf(event),
          status: open,
          priority: 1,
          // 2: the portal. Freshdesk mails the requester for none of its rules where there is no address.
          source: 2,
          custom_fields: { [settings.keyField]: key, [settings.eventField]: mark },
        })),
      })
      return { ticket: readResponse(response, noteForm).id }
    },
    async append(ticket, note, change) {
      const response = await api({
        method: 'POST',
        path: `/tickets/${encodeURIComponent(ticket.id)}/notes`,
        ...(await content(note, { body: bodyOf(note, mark), private: true })),
        expected: [404],
      })
      if (response.status === 404) return 'gone'
      const message = readResponse(response, noteForm).id
      const status = statusAfter(change, ticket)
      if (status !== undefined)
        await api({ method: 'PUT', path: `/tickets/${encodeURIComponent(ticket.id)}`, json: { status } })
      return { ticket: ticket.id, message }
    },
    async resume(ticket) {
      if (ticket) return { ticket: ticket.id }
      const opened = await list(({ custom_fields }) => custom_fields?.[settings.eventField] === mark)
      if (opened) return { ticket: opened.id }
      const known = context.remote?.ticket ?? (await find())?.id
      const message = known === undefined ? undefined : await findNote(known)
      return known === undefined || message === undefined ? undefined : { ticket: known, message }
    },
  }
}

type Fields = Readonly<Record<string, string | number | boolean | Readonly<Record<string, string>>>>

/** JSON, or a form where there are files: https://developers.freshdesk.com/api/#attachments */
async function content({ files }: Note, fields: Fields): Promise<Pick<ApiRequest, 'json' | 'body'>> {
  if (files.length === 0) return { json: fields }
  const parts = Object.entries(fields).flatMap(([name, value]): FormPart[] =>
    typeof value === 'object'
      ? Object.entries(value).map(([inner, each]) => [`${name}[${inner}]`, each])
      : [[name, value]],
  )
  return { body: await multipart([...parts, ...files.map((file): FormPart => ['attachments[]', file])]) }
}

function statusAfter(change: TicketChange | undefined, { state }: Ticket): number | undefined {
  if (change === 'reopen') return state === 'closed' ? open : undefined
  if (change === 'answered') return state === 'open' ? pending : undefined
  return change === 'withdrawn' && state === 'open' ? closed : undefined
}

/** The mark ends the text, where agents read past it and a later attempt finds it. */
function bodyOf({ body }: Note, mark: string, follows?: string): string {
  const earlier = follows === undefined ? '' : `<p>#${Number(follows)}</p>`
  return `${body}${earlier}<p><small>${mark}</small></p>`
}

/** A contact per person; Freshdesk makes it where no contact has this external id yet. */
function requesterOf(event: RoutedEvent) {
  const person = personToAnswer(event)
  return { unique_external_id: requesterId(event), name: person?.name ?? person?.handle ?? event.platform }
}

function requesterId(event: RoutedEvent): string {
  const person = personToAnswer(event)
  const parts = person ? [event.platform, person.scope, person.id ?? person.email] : [event.work.key]
  return `netzdialog-${sha256(JSON.stringify(parts)).slice(0, 40)}`
}

const asItIs = /^[\w:@.+/=-]{1,200}$/

/** Custom fields hold 255 characters; ids of ours that are plain stand as they are. */
function searchable(given: string): string {
  return searchableId(given, asItIs)
}
