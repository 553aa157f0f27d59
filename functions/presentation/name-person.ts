import type { Person, RoutedEvent } from '../../schemas/contact-event.ts'
import { oneLine } from '../text/clean.ts'
import { shorten } from '../text/fit.ts'
import type { Words } from './words/words.ts'

/** UTF-16 code units; names are outside text, and some are whole sentences. */
const maxNameLength = 80
export const maxLineLength = 300
/** RFC 5321, 4.5.3.1.3. */
export const maxAddressLength = 254

/** What a person is called in one line: by name, else by whatever else tells them apart. */
export function namePerson(person: Person | undefined, words: Words): string | undefined {
  if (person === undefined) return undefined
  const { role, id, name, email, phone } = person
  return (
    shown(name) ??
    atHandle(person.handle) ??
    shown(email) ??
    shown(phone) ??
    (role !== 'company' && id === undefined ? undefined : words.nameless(role, shown(id)))
  )
}

/** The company as itself: the event's account knows more of it than an author who is only an id. */
export function nameAuthor({ author, account }: RoutedEvent, words: Words): string | undefined {
  const isAccount = author?.role === 'company' && (author.id === undefined || author.id === account.id)
  return namePerson(isAccount ? { ...account, ...author } : author, words)
}

export function nameAccount({ id, name, handle }: RoutedEvent['account']): string {
  const called = [shown(name), atHandle(handle)].filter((each) => each !== undefined)
  return called.length > 0 ? called.join(' · ') : oneLine(id)
}

export function atHandle(handle: string | undefined): string | undefined {
  const bare = shown(handle)?.replace(leadingAt, '')
  return bare ? `@${bare}` : undefined
}

const leadingAt = /^@+/

/** Outside text as part of a line of ours; `undefined` where nothing is to be seen. */
export function shown(text: string | undefined, maxLength = maxNameLength): string | undefined {
  const line = oneLine(text ?? '')
  return line === '' ? undefined : shorten(line, maxLength, { mark: '…' }).text
}
