import * as z from 'zod'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { unreadable } from '../../contracts/delivery-ended.ts'
import type { DeliveryOutcome } from '../../contracts/destination.ts'
import { asksForWork } from '../../kits/delivery/asks-for-work.ts'
import { gatherAttachments } from '../../kits/delivery/gather-attachments.ts'
import { nameAuthor, shown } from '../../presentation/name-person.ts'
import { wordsOf } from '../../presentation/words/words-of.ts'
import { asciiId } from './find-requester.ts'
import { isCustomersOwn, type ZendeskDelivery } from './ticket-delivery.ts'
import { fileLimit } from './upload-files.ts'
import { presentWithId, writeComment } from './write-comment.ts'
import { readJson } from './zendesk-api.ts'

const shortenedMarks = { de: '\n\n… [gekürzt]', en: '\n\n… [shortened]' }

const pushed = z.object({
  results: z.array(z.object({ external_resource_id: z.string(), status: z.object({ code: z.string() }) })),
})

/**
 * Pushes an event through the Channel framework: Zendesk finds the thread's ticket, opens one, or follows up, and
 * skips an `external_id` that it has. It tells no ticket number; what is kept is the thread.
 */
export async function pushResource({
  event,
  context,
  zendesk,
  degraded,
}: ZendeskDelivery): Promise<DeliveryOutcome> {
  const thread = asciiId(event.work.key)
  // A thread that Zendesk does not know would become a ticket.
  if (context.remote?.ticket === undefined && !asksForWork(event)) return { status: 'delivered' }
  const resource = await describeResource(thread, { event, context, degraded })
  const { text } = await zendesk({
    method: 'POST',
    path: '/api/v2/any_channel/push',
    json: {
      instance_push_id: context.settings.instancePushId,
      request_id: context.idempotencyKey,
      external_resources: [resource],
    },
  })
  const result = readJson(text, pushed)?.results.find((each) => each.external_resource_id === event.id)
  if (!result) throw unreadable('a result')
  return outcomeOf(result.status.code, { thread, event, degraded })
}

type Described = Pick<ZendeskDelivery, 'event' | 'context' | 'degraded'>

async function describeResource(thread: string, { event, context, degraded }: Described) {
  const { settings } = context
  const presentation = presentWithId(event, settings)
  // Only the links: no comment of this way takes bytes.
  const { shown: files, degraded: codes } = await gatherAttachments(event, context, {
    maxBytes: fileLimit,
    maxCount: 0,
    language: settings.language,
  })
  for (const code of codes) degraded.add(code)
  const { text, html, whole } = writeComment(presentation, files, shortenedMarks[settings.language])
  if (whole !== undefined) degraded.add('text_shortened')
  return {
    external_id: event.id,
    thread_id: thread,
    message: text,
    ...(html !== undefined && { html_message: html }),
    created_at: event.occurredAt,
    author: describeAuthor(event, settings.language),
    // Zendesk obeys fields where it opens a ticket, and only there.
    fields: [
      { id: 'subject', value: presentation.subject },
      { id: 'tags', value: ['netzdialog', event.platform, event.visibility, ...settings.tags].join(' ') },
    ],
    internal_note: !isCustomersOwn(event),
    // Nobody takes the reply to the platform from there.
    allow_channelback: false,
  }
}

function describeAuthor(event: RoutedEvent, language: 'de' | 'en') {
  const person = event.author ?? event.actor
  const id = person?.id ?? person?.email ?? person?.role ?? 'unknown'
  const scope = person?.scope ?? event.account.id
  return {
    external_id: asciiId(`${event.platform}:${scope}:${id}`),
    name: shown(nameAuthor(event, wordsOf(language)), 255) ?? id.slice(0, 255),
  }
}

function outcomeOf(
  code: string,
  { thread, event, degraded }: { thread: string; event: RoutedEvent; degraded: ZendeskDelivery['degraded'] },
): DeliveryOutcome {
  const remote = { ticket: thread, message: event.id }
  switch (code) {
    case 'success':
      // Neither a status nor a redaction is in reach without the ticket's number.
      if (event.work.effect === 'withdraw') degraded.add('status_kept')
      return { status: 'delivered', remote, ...(degraded.size > 0 && { degraded: [...degraded] }) }
    case 'already_imported':
      return { status: 'delivered', remote, deduplicated: true }
    case 'processing_error':
    case 'halted':
      return { status: 'retry', reason: `answered 200 with ${code}`, scope: 'message', uncertain: true }
    default:
      return {
        status: 'rejected',
        code: 'not_imported',
        reason: 'answered 200 with another result than success',
      }
  }
}
