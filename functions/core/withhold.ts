import type { ContactEvent, Message } from '../../schemas/contact-event.ts'
import { compact } from './compact.ts'
import { withoutOwn } from './own-reason.ts'

/** The event without what its author has taken back: words and attachments go; ids stay, and what rules match on. */
export function withhold<Event extends ContactEvent>(
  given: Event,
  why: NonNullable<Message['withheld']>,
): Event {
  const event = withoutOwn(given)
  if (!event.message) return event
  const { id, version, url, language, automated } = event.message
  const { subject: _, ...conversation } = event.conversation
  return {
    ...event,
    conversation,
    message: compact({ id, version, url, language, automated, attachments: [], withheld: why }),
  }
}
