import type { ContactEvent, Person } from '../../../schemas/contact-event.ts'
import type { AnyOf } from '../any-of.ts'
import type { ContactState, DeliverySummary } from './contact-state.ts'

/** Every named field must hold; of several values one. */
export interface ContactFilter {
  /** Received at or after. */
  readonly from: Date
  /** Received before. */
  readonly to: Date
  readonly state?: AnyOf<ContactState>
  readonly platform?: AnyOf
  readonly kind?: AnyOf
  /** That had it, have it, or are to have it; `route` for what it parked. */
  readonly destination?: AnyOf
  readonly conversation?: AnyOf
  /** All its words stand somewhere: in a name, handle, address, id, subject, text, or a ticket's number. */
  readonly text?: string
}

const marks = /\p{M}/gu
const space = /\s+/u
/** Characters of a search; nobody types more. */
const maxSearch = 200

/** Without case and accents, so that `grun` finds Ms Grün. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(marks, '').toLowerCase()
}

/** The words that a search asks for, folded. */
export function wordsOfSearch(text: string | undefined): string[] {
  return folded((text ?? '').slice(0, maxSearch))
    .split(space)
    .filter((word) => word !== '')
}

/** Whether each word stands somewhere in what people would look for an event by. */
export function isAbout(
  event: ContactEvent,
  deliveries: readonly Pick<DeliverySummary, 'ticket'>[],
  words: readonly string[],
): boolean {
  const { id, message, conversation, recipients = [], replyTo, target } = event
  const told = [
    id,
    conversation.id,
    conversation.subject,
    message?.id,
    message?.text,
    target?.messageId,
    replyTo?.email,
    ...peopleOf(event).flatMap(callingsOf),
    ...recipients.flatMap(({ name, email }) => [name, email]),
    ...deliveries.map(({ ticket }) => ticket),
  ]
  const haystack = folded(told.filter((each) => each !== undefined).join('\n'))
  return words.every((word) => haystack.includes(word))
}

function peopleOf({ author, actor }: ContactEvent): Person[] {
  return [author, actor].filter((each) => each !== undefined)
}

function callingsOf({ id, name, handle, email, phone }: Person): (string | undefined)[] {
  return [id, name, handle === undefined ? undefined : `@${handle}`, email, phone]
}
