import type { ContactEvent } from '../../schemas/contact-event.ts'

const said = 'as decide says'

/** The reason of work that a function of one's own has decided on, in its words where it has any. */
export function ownReason(words: string | undefined): string {
  return words === undefined ? said : `${said}: ${words}`
}

/** The event without what functions of one's own have put in: it may be of the words that are withheld. */
export function withoutOwn<Event extends ContactEvent>(event: Event): Event {
  const { extensions, ...rest } = event
  const { work } = event
  const speaks = work?.reason.startsWith(`${said}: `) ?? false
  if (extensions === undefined && !speaks) return event
  return { ...rest, ...(work && speaks && { work: { ...work, reason: said } }) } as Event
}
