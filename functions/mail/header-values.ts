import { addressParser, decodeWords } from 'postal-mime'
import type { MailHeader } from './mail.ts'

type Headers = readonly MailHeader[]

export interface MailAddress {
  readonly name?: string
  /** Lower-case. */
  readonly email?: string
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const controls = /[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+/g
const mailbox = /^[^\s@<>,;]+@[^\s@<>,;]+$/
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

/** Text for one line: no control characters, no bidirectional overrides; none where nothing is left. */
export function cleanText(text: string): string | undefined {
  const clean = text.replace(controls, ' ').trim()
  return clean === '' ? undefined : clean
}

/** The mailboxes of an address header, those of groups too; `undisclosed-recipients:;` has none. */
export function headerAddresses(headers: Headers, name: string): MailAddress[] {
  return headerValues(headers, name).flatMap(parseAddresses)
}

export function parseAddresses(value: string): MailAddress[] {
  return addressParser(value, { flatten: true }).flatMap(({ name, address }) => {
    const email = bareAddress(address ?? '')
    const shown = cleanText(name)
    if (email === undefined && shown === undefined) return []
    return [
      {
        ...(shown && shown.toLowerCase() !== email && { name: shown }),
        ...(email !== undefined && { email }),
      },
    ]
  })
}

/** `<Anne@Kunde.test>` → `anne@kunde.test`; none where it is no address. */
export function bareAddress(value: string): string | undefined {
  const bare = value.trim().replace(/^<|>$/g, '').toLowerCase()
  return mailbox.test(bare) ? bare : undefined
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
