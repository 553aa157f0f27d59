import type { Attachment, ContactEvent } from '../../schemas/contact-event.ts'
import { compact } from './compact.ts'
import { eventId } from './ids.ts'
import type { Row } from './ledger.ts'

/** What became of one file. */
export type FetchedFile = NonNullable<Row<'attachments'>['files']>[string]

/** Whether files of an event are to be fetched, or being fetched. */
export function hasPending({ message }: Pick<ContactEvent, 'message'>): boolean {
  return message?.attachments.some(({ state }) => state === 'pending') ?? false
}

/** Why a file that has no address is not here. */
export const notFetched = 'files of this platform are not fetched'

/** The event where nobody fetches its files: they lie where they are, if they have an address. */
export function withoutPending<Event extends ContactEvent>(event: Event): Event {
  const { message } = event
  if (!message || !hasPending(event)) return event
  const attachments = message.attachments.map((attachment): Attachment => {
    if (attachment.state !== 'pending') return attachment
    // It waited for a scan that a deployment has given up since.
    if (attachment.key !== undefined) return { ...attachment, state: 'stored' }
    if (attachment.url !== undefined) return { ...attachment, state: 'remote' }
    return { ...attachment, state: 'unavailable', reason: notFetched }
  })
  return { ...event, message: { ...message, attachments } }
}

/**
 * What is asked of the function that fetches: the event without its words, of which it needs none.
 *
 * @param event as ingest accepted it: what becomes of it goes the same way
 */
export function fetchRequest(event: ContactEvent): ContactEvent {
  const { message, extensions: _, work: __, ...rest } = event
  const { subject: ___, ...conversation } = event.conversation
  if (!message) return event
  const { id, version, url, language, automated, quotes, attachments } = message
  return {
    ...rest,
    conversation,
    message: compact({ id, version, url, language, automated, quotes, attachments }),
  }
}

/** The event's attachments as they are once these files have been fetched. */
export function withFetched<Event extends ContactEvent>(
  event: Event,
  files: Row<'attachments'>['files'] = {},
): Event {
  const { message } = event
  if (!message || !hasPending(event)) return event
  const attachments = message.attachments.map((attachment, index): Attachment => {
    const fetched = files[index]
    return fetched && attachment.state === 'pending' ? become(attachment, fetched) : attachment
  })
  return { ...event, message: { ...message, attachments } }
}

/** What is here is opened here: the platform's address is no longer asked. What is not to be opened has no key. */
function become({ url, ...attachment }: Attachment, fetched: FetchedFile): Attachment {
  const { key, ...known } = { ...attachment, ...compact(fetched) }
  if (fetched.state === 'stored') return compact({ ...known, key })
  return url === undefined ? known : { ...known, url }
}

/**
 * The event that says what became of an event's files. Its id follows from that one's, so that it comes once; it counts as
 * received with it, so that whatever is erased or expires of the one does of the other.
 *
 * @param request of `fetchRequest`
 * @param at when the last of the files was done with: UTC, RFC 3339
 */
export function attachmentsChanged(
  request: ContactEvent,
  files: Row<'attachments'>['files'],
  at: string,
): ContactEvent {
  return {
    ...withFetched(request, files),
    id: eventId('message.attachments_changed', request.id),
    kind: 'message.attachments_changed',
    occurredAt: at,
    occurredAtSource: 'received',
  }
}
