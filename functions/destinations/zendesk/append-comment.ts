import * as z from 'zod'
import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { DeliveryOutcome } from '../../contracts/destination.ts'
import { type FoundComment, latestComments } from './find-comment.ts'
import { findRequester } from './find-requester.ts'
import type { Ticket } from './find-tickets.ts'
import { prepareComment } from './prepare-comment.ts'
import { eventId, redactComment } from './redact-comment.ts'
import { statusAfter } from './status-after.ts'
import { findWritten, remoteIds, speaksPublicly, type ZendeskDelivery } from './ticket-delivery.ts'
import { messageMark, presentWithId } from './write-comment.ts'
import { commentIdOf } from './written-ids.ts'
import { readJson } from './zendesk-api.ts'

/** Adds a comment to a ticket. @returns `closed` or `gone` where the ticket takes none any more */
export async function appendComment(
  ticket: Ticket,
  delivery: ZendeskDelivery,
): Promise<DeliveryOutcome | 'closed' | 'gone'> {
  const { event, context, zendesk, degraded } = delivery
  const { settings } = context
  // First, as it can be repeated: the note behind it cannot.
  const lostItsSubject = await redactOriginal(ticket, delivery)
  const presentation = presentWithId(event, settings)
  const author = speaksPublicly(delivery) ? await findRequester(event, zendesk, settings) : undefined
  const comment = await prepareComment(presentation, delivery, author)
  const status = statusAfter(event, ticket.status, settings)
  const fields = { comment, ...(lostItsSubject && { subject: presentation.subject }) }
  const update = (more: object) =>
    zendesk({
      method: 'PUT',
      path: `/api/v2/tickets/${ticket.id}`,
      json: { ticket: { ...fields, ...more } },
      expected: [404, 422],
    })
  let answer = await update({ ...(status !== undefined && { status }) })
  if (answer.status === 422 && status !== undefined) {
    // Fields that the account requires before solving keep it from being solved, not from being told.
    answer = await update({})
    if (answer.status < 400) degraded.add('status_kept')
  }
  // Only now: a refused status is told in the same words as a closed ticket.
  if (answer.status === 422 && isClosed(answer.text)) return 'closed'
  if (answer.status === 404) return 'gone'
  if (answer.status === 422)
    throw new DeliveryEnded({ status: 'rejected', code: 'refused', reason: 'answered 422 to the comment' })
  const message = commentIdOf(answer.text) ?? (await findWritten(ticket.id, delivery))
  return {
    status: 'delivered',
    remote: remoteIds(ticket.id, message, context),
    ...(degraded.size > 0 && { degraded: [...degraded] }),
  }
}

const closedDetails = z.object({ details: z.object({ status: z.array(z.unknown()) }) })

/** `{"error":"RecordInvalid","details":{"status":[{"description":"Status closed prevents ticket update"}]}}`; the words depend on the user's language. */
function isClosed(text: string): boolean {
  return readJson(text, closedDetails) !== undefined
}

/**
 * Blacks out what a deletion is about, where it was delivered as a comment, and what later notes tell of it.
 *
 * @returns whether it was the ticket's first comment, whose words its subject repeats
 */
export async function redactOriginal(ticket: Ticket, delivery: ZendeskDelivery): Promise<boolean> {
  const { event, context, zendesk, degraded } = delivery
  const id = context.original?.message
  if (event.kind !== 'message.deleted' || id === undefined || !context.settings.redactDeleted) return false
  // A follow-up has a number of its own: the comment stays in the ticket where it was written.
  const home = context.original?.ticket ?? ticket.id
  const { original, notes } = await findToldOf(home, id, delivery)
  const outcomes: boolean[] = []
  for (const comment of [...notes, ...(original ? [original] : [])])
    outcomes.push(await redactComment(home, comment, zendesk))
  if (!original || outcomes.includes(false)) {
    degraded.add('not_redacted')
    return false
  }
  const first = eventId.exec(original.html ?? '')?.[1]
  if (home !== ticket.id || first === undefined) return false
  // Too long to be read: better a subject that says less than the words that were taken back.
  return ticket.description === undefined || ticket.description.includes(first)
}

/** The comment that brought a message, and the notes about its edits, which are newer. */
async function findToldOf(
  ticket: string,
  id: string,
  { event, zendesk }: ZendeskDelivery,
): Promise<{ original?: FoundComment; notes: FoundComment[] }> {
  const mark = messageMark(event)
  const notes: FoundComment[] = []
  for await (const comment of latestComments(ticket, zendesk)) {
    if (comment.id === id) return { original: comment, notes }
    if (mark !== undefined && comment.text.includes(mark)) notes.push(comment)
  }
  return { notes }
}
