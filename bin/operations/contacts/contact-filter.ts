import type { ContactEvent, Person } from '../../../schemas/contact-event.ts'
import type { AnyOf } from '../any-of.ts'
import type { ContactState, DeliverySummary } from './contact-state.ts'
import { findsAll, type SearchWord } from './search-words.ts'

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
  /** An id that its event, message, conversation, a person in it or a ticket has, whole or in part. */
  readonly named?: string
}

/** Whether each word stands somewhere in what people would look for an event by; @param options `idsAlone`: in its ids */
export function isAbout(
  event: ContactEvent,
  deliveries: readonly Pick<DeliverySummary, 'ticket'>[],
  words: readonly SearchWord[],
  { idsAlone = false }: { readonly idsAlone?: boolean } = {},
): boolean {
  const { id, message, conversation, recipients = [], replyTo, target } = event
  const people = peopleOf(event)
  const ids = [
    id,
    conversation.id,
    message?.id,
    target?.messageId,
    ...people.map((each) => each.id),
    ...deliveries.flatMap(({ ticket }) => (ticket === undefined ? [] : [ticket, `ticket ${ticket}`])),
  ]
  const texts = [
    conversation.subject,
    message?.text,
    replyTo?.email,
    ...people.flatMap(callingsOf),
    ...recipients.flatMap(({ name, email }) => [name, email]),
  ]
  return findsAll(words, idsAlone ? [] : texts, ids)
}

function peopleOf({ author, actor }: ContactEvent): Person[] {
  return [author, actor].filter((each) => each !== undefined)
}

function callingsOf({ name, handle, email, phone }: Person): (string | undefined)[] {
  return [name, handle === undefined ? undefined : `@${handle}`, email, phone]
}
