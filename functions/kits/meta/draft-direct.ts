import type { ContactEvent } from '../../../schemas/contact-event.ts'
import type { Absentable } from '../../core/compact.ts'
import { directionOf, draftEvent, toInstant } from './draft-event.ts'
import type { MessagingThread } from './messaging-thread.ts'

const maxTextLength = 2000
const hour = 3_600_000

type Drafted = 'surface' | 'visibility' | 'addressing' | 'direction' | 'conversation' | 'reply'
type Given = Pick<ContactEvent, 'kind'> & Absentable<Partial<Omit<ContactEvent, 'kind' | Drafted>>>

/** An event of a direct-message thread, in which nobody but the page and one person sees anything. */
export function draftDirect(
  { origin, sender, sentAt, conversation }: MessagingThread,
  native: readonly (string | undefined)[],
  { parentMessageId, ...given }: Given & { parentMessageId?: string | undefined },
): ContactEvent {
  const event = draftEvent(origin, native, sentAt, {
    ...given,
    surface: 'direct_message',
    visibility: 'private',
    addressing: 'direct',
    direction: directionOf(sender),
    conversation: parentMessageId === undefined ? conversation : { ...conversation, parentMessageId },
    reply: { public: false, windows: [], maxLength: maxTextLength },
  })
  if (event.kind !== 'message.created' || event.direction !== 'inbound') return event
  return { ...event, reply: { ...event.reply, windows: windowsFrom(Date.parse(event.occurredAt)) } }
}

/** How long Meta lets a page answer a person's message (Messenger Platform, "Messaging windows"). */
function windowsFrom(writtenAt: number): ContactEvent['reply']['windows'] {
  return [
    { until: toInstant(writtenAt + 24 * hour), means: 'standard messaging window' },
    { until: toInstant(writtenAt + 7 * 24 * hour), means: 'HUMAN_AGENT tag: a person answers' },
  ]
}
