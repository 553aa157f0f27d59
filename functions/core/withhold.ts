import type { ContactEvent, Message } from '../../schemas/contact-event.ts'

/** The event without what its author has taken back: ids stay, words and attachments go. */
export function withhold<Event extends ContactEvent>(
  event: Event,
  why: NonNullable<Message['withheld']>,
): Event {
  if (!event.message) return event
  const { id, url } = event.message
  const { subject: _, ...conversation } = event.conversation
  return {
    ...event,
    conversation,
    message: { id, ...(url !== undefined && { url }), attachments: [], withheld: why },
  }
}
