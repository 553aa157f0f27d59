import * as z from 'zod'
import type { Answer, ReceivedRequest } from '../contracts/scripted-server.ts'

/**
 * A fake of Znuny's generic interface with the web service of docs/destinations/netzdialog-znuny.yml, written from what
 * Znuny 6.5.1 answers: functional errors with status 200, ids as texts, a search that ignores what it does not know,
 * `AccessDenied` for what is not there, 500 in plain text for an unknown route. The real one is in test/support/znuny.ts.
 */
export function fakeZnuny() {
  const sessions = new Set<string>()
  const tickets: FakeTicket[] = []
  const requests: { operation: string; body: Record<string, unknown> }[] = []
  let refuses: (address: string) => boolean = (address) => /@example\.\w+>?$/.test(address)

  function create(body: Body): Answer {
    const ticket = body.Ticket ?? {}
    if (ticket['Queue'] !== 'Raw')
      return error(
        'TicketCreate.InvalidParameter',
        'TicketCreate: Ticket->QueueID or Ticket->Queue parameter is invalid!',
      )
    if (refuses(ticket['CustomerUser'] ?? ''))
      return error(
        'TicketCreate.InvalidParameter',
        'TicketCreate: Ticket->CustomerUser parameter is invalid!',
      )
    const wrong = checkArticle('TicketCreate', body)
    if (wrong) return wrong
    const created: FakeTicket = {
      id: String(tickets.length + 2),
      state: ticket['State'] ?? '',
      stateType: ticket['State'] ?? '',
      lock: 'unlock',
      title: ticket['Title'] ?? '',
      customer: ticket['CustomerUser'] ?? '',
      readable: true,
      writable: true,
      fields: body.DynamicField.filter(({ Name }) => Name === 'NetzdialogWorkKey'),
      articles: [],
    }
    tickets.push(created)
    return write(created, body)
  }

  function update(id: string, body: Body): Answer {
    const ticket = tickets.find((each) => each.id === id)
    if (!ticket?.readable || !ticket.writable)
      return error('TicketUpdate.AccessDenied', 'TicketUpdate: User does not have access to the ticket!')
    const wrong = checkArticle('TicketUpdate', body)
    if (wrong) return wrong
    const state = body.Ticket?.['State']
    if (state !== undefined) Object.assign(ticket, { state, stateType: state.split(' ')[0] })
    return write(ticket, body)
  }

  function checkArticle(operation: string, { Article, Attachment }: Body): Answer | undefined {
    if (refuses(Article?.['From'] ?? ''))
      return error(`${operation}.InvalidParameter`, `${operation}: Article->From parameter is invalid!`)
    if (Attachment?.length === 0)
      return error(
        `${operation}.MissingParameter`,
        `${operation}: Attachment parameter is missing or not valid!`,
      )
    if (Attachment?.some(({ ContentType }) => !/^\w+\/\w+/.test(ContentType ?? '')))
      return error(`${operation}.InvalidParameter`, `${operation}: Attachment->ContentType is invalid!`)
    return undefined
  }

  function write(ticket: FakeTicket, { Article = {}, Attachment = [], DynamicField }: Body): Answer {
    const fields = DynamicField.filter(({ Name }) => Name === 'NetzdialogEventId')
    const id = String(100 + tickets.flatMap(({ articles }) => articles).length)
    ticket.articles.push({ id, ...Article, files: Attachment.map(({ Filename }) => Filename ?? ''), fields })
    return json({ ArticleID: id, TicketID: ticket.id, TicketNumber: `202611211000${ticket.id}` })
  }

  function get(id: string, { AllArticles, ArticleLimit, ArticleOrder }: Body): Answer {
    const ticket = tickets.find((each) => each.id === id)
    if (!ticket?.readable)
      return error('TicketGet.AccessDenied', 'TicketGet: User does not have access to the ticket!')
    const ordered = ArticleOrder === 'DESC' ? ticket.articles.toReversed() : ticket.articles
    const Article = ordered.slice(0, ArticleLimit).map(({ id, fields, Body }) => ({
      ArticleID: Number(id),
      Body,
      DynamicField: fields,
    }))
    const { state, stateType, lock, fields } = ticket
    const read = {
      ...(AllArticles && { Article }),
      DynamicField: fields,
      Lock: lock,
      State: state,
      StateType: stateType,
    }
    return json({ Ticket: [read] })
  }

  function search(body: Record<string, unknown>): Answer {
    const wanted = z.looseObject({ Equals: z.string() }).safeParse(body['DynamicField_NetzdialogWorkKey'])
      .data?.Equals
    const found = tickets.filter(
      ({ readable, fields }) =>
        readable &&
        (wanted === undefined || fields.some(({ Value }) => Value.toLowerCase() === wanted.toLowerCase())),
    )
    return json(found.length > 0 ? { TicketID: found.map(({ id }) => id).reverse() } : {})
  }

  function logIn({ UserLogin, Password }: Record<string, unknown>): Answer {
    if (UserLogin !== 'netzdialog' || Password !== fakePassword)
      return error('SessionCreate.AuthFail', 'SessionCreate: Authorization failing!')
    const SessionID = `session-${sessions.size}-${requests.length}`
    sessions.add(SessionID)
    return json({ SessionID })
  }

  return {
    tickets,
    requests,
    /** All sessions end. */
    forgetSessions: () => sessions.clear(),
    refuseAddresses(those: (address: string) => boolean) {
      refuses = those
    },
    answer({ method, path, body }: ReceivedRequest): Answer {
      // The server asks once before it has read the body.
      if (body.length === 0) return 'never'
      const route = path.replace(servicePath, '')
      const [, id = ''] = /^\/Ticket\/([^/]+)/.exec(route) ?? []
      const operation = operations[`${method} ${route.replace(/\d+/, ':id')}`]
      if (!operation) return text(`HTTP::REST Error while determine Operation for request URI '${route}'.`)
      const raw: Record<string, unknown> = JSON.parse(body.toString())
      requests.push({ operation, body: raw })
      if (operation === 'SessionCreate') return logIn(raw)
      const byLogin = raw['UserLogin'] === 'netzdialog' && raw['Password'] === fakePassword
      if (!byLogin && !sessions.has(String(raw['SessionID'])))
        return error(`${operation}.AuthFail`, `${operation}: User could not be authenticated!`)
      const parameters = bodySchema.parse(raw)
      if (operation === 'TicketCreate') return create(parameters)
      if (operation === 'TicketUpdate') return update(id, parameters)
      return operation === 'TicketGet' ? get(id, parameters) : search(raw)
    },
  }
}

export const fakePassword = 'only-for-tests-1'
const servicePath = /^.*\/nph-genericinterface\.pl\/Webservice\/Netzdialog/

const operations: Record<string, string> = {
  'POST /Session': 'SessionCreate',
  'POST /Ticket': 'TicketCreate',
  'PATCH /Ticket/:id': 'TicketUpdate',
  'POST /Ticket/:id/Get': 'TicketGet',
  'POST /Ticket/Search': 'TicketSearch',
}

const texts = z.record(z.string(), z.coerce.string())
const bodySchema = z.looseObject({
  Ticket: texts.optional(),
  Article: texts.optional(),
  Attachment: z.array(texts).optional(),
  DynamicField: z.array(z.object({ Name: z.string(), Value: z.string() })).catch([]),
  AllArticles: z.number().optional(),
  ArticleLimit: z.number().optional(),
  ArticleOrder: z.string().optional(),
})
type Body = z.infer<typeof bodySchema>

interface FakeTicket {
  readonly id: string
  state: string
  stateType: string
  lock: string
  readonly title: string
  readonly customer: string
  readable: boolean
  writable: boolean
  readonly fields: { Name: string; Value: string }[]
  readonly articles: ({ id: string; files: string[]; fields: { Name: string; Value: string }[] } & Record<
    string,
    unknown
  >)[]
}

const json = (value: unknown): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=UTF-8' },
  body: JSON.stringify(value),
})
const error = (ErrorCode: string, ErrorMessage: string) => json({ Error: { ErrorCode, ErrorMessage } })
const text = (body: string): Answer => ({
  status: 500,
  headers: { 'content-type': 'text/plain; charset=UTF-8' },
  body,
})
