import type { MailHeader } from '../mail.ts'
import { cleanText } from './clean-text.ts'
import { decodeWords } from './encoded-words.ts'
import { type MailAddress, parseAddresses } from './parse-addresses.ts'

export { bareAddress } from './email-address.ts'
export type { MailAddress } from './parse-addresses.ts'
export { cleanText }

type Headers = readonly MailHeader[]

/** White space only in what has one `@`: folding inside an id, not words of a sentence. */
const angled = /<(?:[^<>\s]{1,998}|[^<>@]{1,998}@[^<>@]{1,998})>/g
const bareId = /^[^\s<>@]{1,500}@[^\s<>@]{1,498}$/
const whiteSpace = /\s+/g

/** The first header of a name, as it stands there; a second `From` or `Subject` is a forgery or a mistake. */
export function headerValue(headers: Headers, name: string): string | undefined {
  const wanted = name.toLowerCase()
  const value = headers.find((each) => each.name.toLowerCase() === wanted)?.value.trim()
  return value === '' ? undefined : value
}

export function headerValues(headers: Headers, name: string): string[] {
  const wanted = name.toLowerCase()
  return headers.filter((each) => each.name.toLowerCase() === wanted).map((each) => each.value.trim())
}

/** An unstructured header: encoded words decoded, control characters out. */
export function headerText(headers: Headers, name: string): string | undefined {
  const value = headerValue(headers, name)
  return value === undefined ? undefined : cleanText(decodeWords(value))
}

/** The mailboxes of an address header, those of groups too; `undisclosed-recipients:;` has none. */
export function headerAddresses(headers: Headers, name: string): MailAddress[] {
  return headerValues(headers, name).flatMap(parseAddresses)
}

/**
 * The message ids of `References`, `In-Reply-To` or `Message-ID`, with brackets, also where a sender left them out or
 * folded inside an id; what is cut off or text is passed over.
 */
export function messageIds(value: string | undefined): string[] {
  const text = (value ?? '').trim()
  if (bareId.test(text)) return [`<${text}>`]
  return [...text.matchAll(angled)].map((match) => match[0].replace(whiteSpace, ''))
}
