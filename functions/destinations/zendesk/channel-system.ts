import * as z from 'zod'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { notYet, rejection, unreadable } from '../../contracts/delivery-ended.ts'
import { isCustomersOwn } from '../../kits/delivery/is-customers-own.ts'
import type { Note } from '../../kits/ticketing/compose-note.ts'
import type { TicketAttempt, TicketSystem, Written } from '../../kits/ticketing/ticket-system.ts'
import { nameAuthor, shown } from '../../presentation/name-person.ts'
import { wordsOf } from '../../presentation/words/words-of.ts'
import type { ZendeskTicket } from './find-tickets.ts'
import { netzdialogTag, type ZendeskSettings } from './settings.ts'
import { externalId, openZendesk } from './zendesk-api.ts'

const pushed = z.object({
  results: z.array(z.object({ external_resource_id: z.string(), status: z.object({ code: z.string() }) })),
})

/**
 * The Channel framework, for one attempt: Zendesk finds the thread's ticket, opens one, or follows up, and skips an
 * `external_id` that it has. It tells no ticket number; what is kept is the thread.
 */
export function channelSystem(attempt: TicketAttempt<ZendeskSettings>): TicketSystem<ZendeskTicket> {
  const { event, context, degraded } = attempt
  const { settings, idempotencyKey } = context
  const zendesk = openZendesk(context)
  const thread = externalId(event.work.key)
  const tags = [netzdialogTag, event.platform, event.visibility, ...settings.tags]

  async function push(note: Note): Promise<Written> {
    const resource = {
      external_id: event.id,
      thread_id: thread,
      message: note.body,
      html_message: note.html(),
      created_at: event.occurredAt,
      author: describeAuthor(event, settings),
      // Zendesk obeys fields where it opens a ticket, and only there.
      fields: [
        { id: 'subject', value: note.subject },
        { id: 'tags', value: tags.join(' ') },
      ],
      internal_note: !isCustomersOwn(event),
      // Nobody takes the reply to the platform from there.
      allow_channelback: false,
    }
    const { json } = await zendesk({
      method: 'POST',
      path: '/any_channel/push',
      json: {
        instance_push_id: settings.instancePushId,
        request_id: idempotencyKey,
        external_resources: [resource],
      },
    })
    const code = json(pushed)?.results.find((each) => each.external_resource_id === event.id)?.status.code
    if (code === undefined) throw unreadable('a result')
    if (code === 'processing_error' || code === 'halted')
      throw notYet(`answered 200 with ${code}`, undefined, 'uncertain')
    if (code !== 'success' && code !== 'already_imported')
      throw rejection('not_imported', 'answered 200 with another result than success')
    return { ticket: thread, message: event.id, deduplicated: code === 'already_imported' }
  }

  return {
    url: () => undefined,
    read: async (id) => ({ id, state: 'open' }),
    find: async () => undefined,
    open: push,
    append(_, note, change) {
      // Neither a status nor a redaction is in reach without the ticket's number.
      if (change === 'withdrawn') degraded.add('status_kept')
      return push(note)
    },
    // Zendesk itself skips what it has.
    resume: async () => undefined,
  }
}

function describeAuthor(event: RoutedEvent, { language }: ZendeskSettings) {
  const person = event.author ?? event.actor
  const id = person?.id ?? person?.email ?? person?.role ?? 'unknown'
  return {
    // The framework keeps people by it: as `personId` has it each would become a second user.
    external_id: externalId(`${event.platform}:${person?.scope ?? event.account.id}:${id}`),
    name: shown(nameAuthor(event, wordsOf(language)), 255) ?? id.slice(0, 255),
  }
}
