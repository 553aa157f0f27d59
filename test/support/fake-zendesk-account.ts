import * as z from 'zod'
import {
  type commentInput,
  redactionInput,
  ticketInput,
  ticketUpdate,
  userInput,
} from './fake-zendesk-inputs.ts'
import { pushRequest } from './fake-zendesk-push.ts'
import {
  type FakeComment,
  type FakeTicket,
  type FakeUser,
  showTicket,
  showUser,
} from './fake-zendesk-records.ts'
import {
  type Call,
  invalid,
  notFound,
  ok,
  paged,
  perPage,
  Refused,
  type Reply,
  readBody,
} from './fake-zendesk-reply.ts'

const agentId = 1

/** What an account keeps, and how it answers: the ticket, user, upload and Channel framework endpoints that are used. */
export class FakeZendeskAccount {
  origin = ''
  complain: (problem: string) => void = () => {}
  readonly tickets = new Map<number, FakeTicket>()
  readonly users: FakeUser[] = [
    { id: agentId, name: 'Netzdialog', email: 'agent@acme.test', external_id: null, role: 'admin' },
  ]
  readonly uploads = new Map<string, { name: string; type: string; bytes: Buffer }>()
  /** Mails that the standard triggers send to customers. */
  readonly mails: string[] = []
  /** By external id, whatever the Channel framework took. */
  readonly pushed = new Map<string, z.infer<typeof pushRequest>['external_resources'][number]>()
  readonly groups = new Set([7])
  triggers: unknown[] = []
  /** Whether the API user may change tickets. */
  mayWrite = true
  /** Tickets that no list shows yet. */
  hidden = 0
  /** Whether the API user may black out. */
  mayRedact = true
  /** Whether a required field keeps tickets from being solved. */
  requiresFieldToSolve = false
  readonly #keys = new Map<string, { body: string; reply: Reply }>()
  #ids = 100

  answer(call: Call): Reply {
    const route = `${call.method} ${call.path.replace(/^\/api\/v2/, '').replace(/\/\d+/g, '/#')}`
    const [first = 0, second = 0] = [...call.path.matchAll(/\/(\d+)/g)].map(([, id]) => Number(id))
    switch (route) {
      case 'GET /users/me':
        return ok({
          user: call.anonymous ? { name: 'Anonymous', role: 'end-user' } : this.users[0],
        })
      case 'GET /users/search':
        return this.#searchUsers(call.query)
      case 'POST /users/create_or_update':
        return this.#createUser(call)
      case 'GET /tickets':
        return this.#listTickets(call.query)
      case 'POST /tickets':
        return this.#createOnce(call)
      case 'GET /tickets/#':
        return ok({ ticket: showTicket(this.#ticket(first)) })
      case 'PUT /tickets/#':
        if (!this.mayWrite) throw new Refused(403, { error: 'Forbidden' })
        return this.#update(this.#ticket(first), call)
      case 'GET /tickets/#/comments':
        return this.#listComments(this.#ticket(first), call.query)
      case 'PUT /comment_redactions/#':
        return this.#redact(first, call)
      case 'POST /uploads':
        return this.#upload(call)
      case 'POST /any_channel/push':
        return this.#push(call)
      case 'GET /triggers/active':
        return ok({
          triggers: paged(this.triggers, call.query),
          count: this.triggers.length,
          next_page: null,
          previous_page: null,
        })
      case 'GET /groups/#':
        if (!this.groups.has(first)) throw notFound
        return ok({ group: { id: first, name: 'Support' } })
      default:
        this.complain(`${route}: the fake does not know it (${second})`)
        throw notFound
    }
  }

  #searchUsers(query: URLSearchParams): Reply {
    const external = query.get('external_id')?.toLowerCase()
    const text = query.get('query')?.toLowerCase().replace('email:', '')
    const users = this.users.filter(({ external_id, email }) =>
      external === undefined
        ? text !== undefined && email?.toLowerCase().includes(text)
        : external_id?.toLowerCase() === external,
    )
    return ok({ users: users.map(showUser) })
  }

  #createUser(call: Call): Reply {
    const { user } = readBody(call, z.strictObject({ user: userInput }))
    const { skip_verify_email: skipped, ...fields } = user
    if (!skipped && fields.email !== undefined) this.mails.push('verify your address')
    const same = this.users.find(
      ({ email, external_id: id }) =>
        (email !== null && email === fields.email) || (id !== null && id === fields.external_id),
    )
    if (same) return ok({ user: showUser(Object.assign(same, fields)) })
    const created: FakeUser = {
      id: ++this.#ids,
      name: fields.name,
      email: fields.email ?? null,
      external_id: fields.external_id ?? null,
      role: 'end-user',
    }
    this.users.push(created)
    return { status: 201, body: { user: showUser(created) } }
  }

  #listTickets(query: URLSearchParams): Reply {
    const found = [...this.tickets.values()]
      .filter(({ id }) => id <= this.#ids - this.hidden)
      .filter(({ status }) => status !== 'deleted')
      .filter(({ external_id }) => external_id === query.get('external_id'))
    return ok({
      tickets: found.reverse().slice(0, perPage(query)).map(showTicket),
    })
  }

  #createOnce(call: Call): Reply {
    const key = call.headers['idempotency-key']
    const known = key === undefined ? undefined : this.#keys.get(key)
    const body = call.body.toString()
    if (known?.body === body)
      return { ...known.reply, headers: { ...known.reply.headers, 'x-idempotency-lookup': 'hit' } }
    if (known)
      throw new Refused(400, { error: 'IdempotentRequestError', description: 'Request parameters differ' })
    const reply = this.#create(call)
    if (key !== undefined) this.#keys.set(key, { body, reply })
    return { ...reply, headers: { ...reply.headers, 'x-idempotency-lookup': 'miss' } }
  }

  #create(call: Call): Reply {
    const { ticket: asked } = readBody(call, z.strictObject({ ticket: ticketInput }))
    const source = asked.via_followup_source_id
    if (source !== undefined && this.tickets.get(source)?.status !== 'closed')
      throw invalid({ base: [{ description: 'Via followup source is not closed' }] })
    const id = ++this.#ids
    const ticket: FakeTicket = {
      id,
      external_id: asked.external_id ?? null,
      subject: asked.subject ?? '',
      status: 'new',
      requester_id: asked.requester_id ?? agentId,
      tags: asked.tags ?? [],
      comments: [],
      ...(source !== undefined && { followUpOf: source }),
    }
    this.#comment(ticket, asked.comment)
    this.tickets.set(id, ticket)
    if (asked.comment.public) this.#mail(ticket, 'request received')
    const headers = { location: `${this.origin}/api/v2/tickets/${id}.json` }
    return { status: 201, body: { ticket: showTicket(ticket) }, headers }
  }

  #update(ticket: FakeTicket, call: Call): Reply {
    const { ticket: asked } = readBody(call, z.strictObject({ ticket: ticketUpdate }))
    if (ticket.status === 'closed')
      throw invalid({ status: [{ description: 'Status closed prevents ticket update' }] })
    if (asked.status === 'solved' && this.requiresFieldToSolve)
      throw invalid({ base: [{ description: 'Type: is required when solving a ticket' }] })
    const audit = this.#comment(ticket, asked.comment)
    if (asked.status !== undefined) ticket.status = asked.status
    if (asked.subject !== undefined) ticket.subject = asked.subject
    if (asked.comment.public) this.#mail(ticket, 'comment update')
    return ok({ ticket: showTicket(ticket), audit })
  }

  #comment(ticket: FakeTicket, asked: z.infer<typeof commentInput>) {
    const text = asked.html_body ?? asked.body ?? ''
    if (text === '') throw invalid({ comment: [{ description: 'Comment: cannot be blank' }] })
    if (text.length > 65_535) throw invalid({ comment: [{ description: 'Comment: is too long' }] })
    const attachments = (asked.uploads ?? []).map((token) => {
      const upload = this.uploads.get(token)
      if (!upload) throw invalid({ attachment: [{ description: `Attachment ${token} is unknown` }] })
      const id = ++this.#ids
      const content_url = `${this.origin}/attachments/token/${id}/?name=${encodeURIComponent(upload.name)}`
      return { id, file_name: upload.name, content_url, size: upload.bytes.length }
    })
    const plain = text.replace(/<[^<>]*>/g, ' ')
    const comment: FakeComment = {
      id: ++this.#ids,
      author_id: asked.author_id ?? agentId,
      body: asked.body ?? plain,
      html_body: asked.html_body ?? `<div>${text.replaceAll('<', '&lt;').replaceAll('\n', '<br>')}</div>`,
      public: asked.public ?? true,
      attachments,
    }
    ticket.comments.push(comment)
    return {
      id: ++this.#ids,
      ticket_id: ticket.id,
      author_id: agentId,
      events: [{ id: comment.id, type: 'Comment', body: comment.body }],
    }
  }

  #mail({ requester_id }: FakeTicket, what: string): void {
    const email = this.users.find(({ id }) => id === requester_id)?.email
    if (email) this.mails.push(`${what} to ${email}`)
  }

  #listComments({ comments }: FakeTicket, query: URLSearchParams): Reply {
    const sorted = query.get('sort_order') === 'desc' ? [...comments].reverse() : comments
    const page = paged(sorted, query)
    return ok({ comments: page.map((each) => ({ ...each, type: 'Comment', plain_body: each.body })) })
  }

  #redact(id: number, call: Call): Reply {
    const asked = readBody(call, redactionInput)
    if (!this.mayRedact) throw new Refused(403, { error: 'Forbidden' })
    const comment = this.#ticket(asked.ticket_id).comments.find((each) => each.id === id)
    if (!comment) throw notFound
    if (asked.html_body.replace(/<\/?redact>| redact(?=[\s>])/g, '') !== comment.html_body)
      throw new Refused(400, { error: 'html_body does not match the comment' })
    comment.html_body = asked.html_body
      .replace(/<redact>(.*?)<\/redact>/gs, (_, text: string) => '▇'.repeat(text.length))
      .replace(/<(a|img) redact[^>]*>/g, '<$1>')
    comment.body = comment.html_body.replace(/<[^<>]*>/g, ' ')
    comment.attachments = comment.attachments.filter(
      ({ content_url }) => !asked.external_attachment_urls?.includes(content_url),
    )
    return ok({ comment: { id, body: comment.body } })
  }

  #upload({ query, headers, body }: Call): Reply {
    const name = query.get('filename')
    if (!name) throw new Refused(422, { error: 'AttachmentUnprocessable' })
    const token = `upload${++this.#ids}`
    this.uploads.set(token, { name, type: headers['content-type'] ?? '', bytes: body })
    const attachment = { id: ++this.#ids, file_name: name, size: body.length }
    return { status: 201, body: { upload: { token, attachment, attachments: [attachment] } } }
  }

  #push(call: Call): Reply {
    const asked = readBody(call, pushRequest)
    if (asked.instance_push_id !== 'instance-1') throw new Refused(422, { error: 'unknown instance_push_id' })
    const results = asked.external_resources.map((resource) => {
      const known = this.pushed.has(resource.external_id)
      if (!known) this.pushed.set(resource.external_id, resource)
      return {
        external_resource_id: resource.external_id,
        status: { code: known ? 'already_imported' : 'success' },
      }
    })
    return ok({ results })
  }

  #ticket(id: number): FakeTicket {
    const ticket = this.tickets.get(id)
    if (!ticket || ticket.status === 'deleted') throw notFound
    return ticket
  }
}
