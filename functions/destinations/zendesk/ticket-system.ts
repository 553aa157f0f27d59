import * as z from 'zod'
import { notYet, rejection, unreadable } from '../../contracts/delivery-ended.ts'
import { isCustomersOwn } from '../../kits/delivery/is-customers-own.ts'
import { unlessEnded } from '../../kits/delivery/unless-ended.ts'
import type { ApiResponse } from '../../kits/http/json-api.ts'
import { findInTickets } from '../../kits/ticketing/find-in-tickets.ts'
import { findMarked, redactMarked } from '../../kits/ticketing/note-marks.ts'
import type { TicketAttempt, TicketSystem, Written } from '../../kits/ticketing/ticket-system.ts'
import { composeComment } from './compose-comment.ts'
import { latestComments } from './find-comments.ts'
import { findRequester } from './find-requester.ts'
import { findTickets, readTicket, type ZendeskTicket } from './find-tickets.ts'
import { eventId, redactComment } from './redact-comment.ts'
import { netzdialogTag, type ZendeskSettings } from './settings.ts'
import { statusAfter } from './status-after.ts'
import { externalId, openZendesk, zendeskId } from './zendesk-api.ts'

const created = z.object({ ticket: z.object({ id: zendeskId }) })
const location = /\/tickets\/(\d+)(?:\.json)?$/
const refusal = z.object({ error: z.string() })
const change = z.object({ type: z.string().optional(), id: zendeskId.optional().catch(undefined) })
const written = z.object({ audit: z.object({ events: z.array(change) }) })
/** `{"error":"RecordInvalid","details":{"status":[{"description":"Status closed prevents ticket update"}]}}`; the words depend on the user's language. */
const closed = z.object({ details: z.object({ status: z.array(z.unknown()) }) })

/** Zendesk by its ticket API, for one attempt. */
export function ticketSystem(attempt: TicketAttempt<ZendeskSettings>): TicketSystem<ZendeskTicket> {
  const { event, context, degraded } = attempt
  const { settings, idempotencyKey, remote } = context
  const zendesk = openZendesk(context)
  const isPublic = settings.comments === 'public' && isCustomersOwn(event)
  const requester = () => findRequester(event, zendesk, settings.emailTemplate)
  const tickets = () => findTickets(event.work.key, zendesk)
  const findWritten = (ticket: string) => findMarked(ticket, latestComments(ticket, zendesk), event)
  const keyed = async () => (await tickets()).map(({ id }) => id)
  const resume = () => findInTickets(remote, keyed, findWritten)

  /** What the answer lacks because it was too long is looked up; without it nothing can be redacted later. */
  async function writtenIn(ticket: string, { headers, json }: ApiResponse): Promise<Written> {
    const deduplicated = headers.get('x-idempotency-lookup') === 'hit'
    const message = json(written)?.audit.events.find(({ type }) => type === 'Comment')?.id
    if (message !== undefined) return { ticket, message, deduplicated }
    // It is written: no second time for the sake of its id.
    return { ticket, ...(await unlessEnded(findWritten(ticket))), deduplicated }
  }

  return {
    url: (ticket) => `${settings.url}/agent/tickets/${ticket}`,
    read: (ticket) => readTicket(ticket, zendesk),
    async find() {
      const found = await tickets()
      return found.find(({ state }) => state !== 'final') ?? found[0]
    },
    resume,
    async open(note, follows) {
      const customer = await requester()
      if (customer === undefined) degraded.add('requester_unknown')
      const ticket = {
        subject: note.subject,
        external_id: externalId(event.work.key),
        requester_id: customer,
        comment: await composeComment(note, attempt, zendesk, isPublic ? customer : undefined),
        tags: [...new Set([netzdialogTag, event.platform, event.visibility, ...settings.tags])],
        ...(follows !== undefined && { via_followup_source_id: Number(follows) }),
        group_id: settings.groupId,
        brand_id: settings.brandId,
        ticket_form_id: settings.ticketFormId,
      }
      const response = await zendesk({
        method: 'POST',
        path: '/tickets',
        json: { ticket },
        // Makes a second request of about two hours the same one.
        headers: { 'idempotency-key': idempotencyKey },
        expected: [400],
      })
      if (response.status === 400) {
        // It is also what a key brings that came with another body before: this event has its ticket then.
        const earlier = await resume()
        if (earlier) return { ...earlier, deduplicated: true }
        if (!response.json(refusal)?.error.startsWith('Idempoten'))
          throw rejection('refused', 'answered 400 to the ticket')
        throw notYet('answered 400: the idempotency key is in use, no ticket is found yet', 60, 'uncertain')
      }
      // The answer repeats the whole text and may be cut; its Location is not.
      const id =
        response.json(created)?.ticket.id ?? location.exec(response.headers.get('location') ?? '')?.[1]
      if (id === undefined) throw unreadable('a ticket')
      return writtenIn(id, response)
    },
    async redact(ticket, original) {
      if (!settings.redactDeleted) return ticket
      const comments = latestComments(original.ticket, zendesk)
      const first = await redactMarked(comments, original.message, attempt, (comment) =>
        redactComment(original.ticket, comment, zendesk),
      )
      const told = eventId.exec(first?.html_body ?? '')?.[1]
      if (original.ticket !== ticket.id || told === undefined) return ticket
      // Too long to be read: better a subject that says less than the words that were taken back.
      return { ...ticket, needsSubject: ticket.description?.includes(told) ?? true }
    },
    async append(ticket, note, change) {
      if (ticket.state === 'final') return 'closed'
      const comment = await composeComment(note, attempt, zendesk, isPublic ? await requester() : undefined)
      const subject = ticket.needsSubject ? note.subject : undefined
      const update = (status?: string) =>
        zendesk({
          method: 'PUT',
          path: `/tickets/${ticket.id}`,
          json: { ticket: { comment, subject, status } },
          expected: [404, 422],
        })
      const next = statusAfter(change, ticket.status, settings)
      let response = await update(next)
      if (response.status === 422 && next !== undefined) {
        // Fields that the account requires before solving keep it from being solved, not from being told.
        response = await update()
        if (response.status < 400) degraded.add('status_kept')
      }
      // Only now: a refused status is told in the same words as a closed ticket.
      if (response.status === 422 && response.json(closed)) return 'closed'
      if (response.status === 422) throw rejection('refused', 'answered 422 to the comment')
      if (response.status === 404) return 'gone'
      return writtenIn(ticket.id, response)
    },
  }
}
