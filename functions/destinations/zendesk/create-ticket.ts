import * as z from 'zod'
import { unreadable } from '../../contracts/delivery-ended.ts'
import type { DeliveryOutcome } from '../../contracts/destination.ts'
import { findExisting } from './find-existing.ts'
import { asciiId, findRequester } from './find-requester.ts'
import { prepareComment } from './prepare-comment.ts'
import { netzdialogTag } from './settings.ts'
import { findWritten, remoteIds, speaksPublicly, type ZendeskDelivery } from './ticket-delivery.ts'
import { presentWithId } from './write-comment.ts'
import { commentIdOf } from './written-ids.ts'
import { readJson, zendeskId } from './zendesk-api.ts'

/**
 * Opens a ticket. The event's id as Idempotency-Key makes a second request of about two hours the same one.
 *
 * @param closed a ticket that this one continues: closed ones cannot be opened again
 */
export async function createTicket(delivery: ZendeskDelivery, closed?: string): Promise<DeliveryOutcome> {
  const { event, context, zendesk, degraded } = delivery
  const { settings } = context
  const requester = await findRequester(event, zendesk, settings)
  if (requester === undefined) degraded.add('requester_unknown')
  const presentation = presentWithId(event, settings)
  const comment = await prepareComment(
    presentation,
    delivery,
    speaksPublicly(delivery) ? requester : undefined,
  )
  const answer = await zendesk({
    method: 'POST',
    path: '/api/v2/tickets',
    json: {
      ticket: {
        subject: presentation.subject,
        external_id: asciiId(event.work.key),
        ...(requester !== undefined && { requester_id: requester }),
        comment,
        tags: [...new Set([netzdialogTag, event.platform, event.visibility, ...settings.tags])],
        ...(closed !== undefined && { via_followup_source_id: Number(closed) }),
        ...(settings.groupId !== undefined && { group_id: settings.groupId }),
        ...(settings.brandId !== undefined && { brand_id: settings.brandId }),
        ...(settings.ticketFormId !== undefined && { ticket_form_id: settings.ticketFormId }),
      },
    },
    idempotencyKey: context.idempotencyKey,
    expected: [400],
  })
  if (answer.status === 400) return outcomeOfRefusal(answer.text, delivery)
  const ticket = readTicketId(answer.text, answer.headers)
  const message = commentIdOf(answer.text) ?? (await findWritten(ticket, delivery))
  return {
    status: 'delivered',
    remote: remoteIds(ticket, message, context),
    ...(answer.headers.get('x-idempotency-lookup') === 'hit' && { deduplicated: true }),
    ...(degraded.size > 0 && { degraded: [...degraded] }),
  }
}

const created = z.object({ ticket: z.object({ id: zendeskId }) })
const location = /\/tickets\/(\d+)(?:\.json)?$/

/** The answer repeats the whole text and may be cut; its Location is not. */
function readTicketId(text: string, headers: Headers): string {
  const id = readJson(text, created)?.ticket.id ?? location.exec(headers.get('location') ?? '')?.[1]
  if (id === undefined) throw unreadable('a ticket')
  return id
}

const refusal = z.object({ error: z.string() })

/** 400 is also what a key brings that came with another body before: this event has its ticket then. */
async function outcomeOfRefusal(text: string, delivery: ZendeskDelivery): Promise<DeliveryOutcome> {
  const existing = await findExisting(delivery)
  if (existing) return { status: 'delivered', remote: existing, deduplicated: true }
  if (!readJson(text, refusal)?.error.startsWith('Idempoten'))
    return { status: 'rejected', code: 'refused', reason: 'answered 400 to the ticket' }
  return {
    status: 'retry',
    reason: 'answered 400: the idempotency key is in use, and no ticket is found yet',
    afterSeconds: 60,
    scope: 'message',
    uncertain: true,
  }
}
