import { compact } from '../../../core/compact.ts'
import { receivedLine } from '../../../text/clean.ts'
import { bareAddress } from './email-address.ts'
import { decodeWords } from './encoded-words.ts'
import { type RawAddress, splitAddresses } from './split-addresses.ts'

export interface MailAddress {
  readonly name?: string
  /** Lower-case, the domain in ASCII. */
  readonly email?: string
}

/** An address among words, a quoted local part or blanks around the `@` included. */
const amongWords =
  /(?:"(?:[^"\\]|\\.){1,64}"|[^\s"'<>()[\],;:@]{1,100})[ \t]{0,9}@[ \t]{0,9}[^\s"'<>()[\],;:@]{1,255}/
const quoted = /"((?:[^"\\]|\\.){0,500})"/g
const escaped = /\\(["\\])/g
const leftOver = /^[\s<>[\]'(),;]{0,20}(?:mailto:)?[\s<>[\]'(),;]{0,20}$/i
const singleQuotes = /^'([^']{1,500})'$/
const closingBracket = /^\s{0,9}\]/
const openMailto = /\[?mailto:\s{0,9}$/i
const blanks = /\s+/g
const loneBrackets = /<\s{0,9}>/g
const lastSeparator = /[,;]$/
const maxPhrase = 10_000

/**
 * The mailboxes of an address header, those of groups too. Names come with commas and semicolons that nobody quoted
 * (`Muster, Anne <anne@kunde.test>`): words without an address belong to the address behind them. What has no address
 * anywhere is a name.
 */
export function parseAddresses(value: string): MailAddress[] {
  const found: MailAddress[] = []
  let waiting = ''
  for (const entry of splitAddresses(value)) {
    const { email, name } = readEntry(entry)
    if (email === undefined) {
      if (name.trim() !== '') waiting += `${name}${entry.separator} `
      continue
    }
    found.push(toAddress(email, `${waiting}${name}`))
    waiting = ''
  }
  const rest = toAddress(undefined, waiting)
  return rest.name === undefined ? found : [...found, rest]
}

function toAddress(email: string | undefined, phrase: string): MailAddress {
  const unquoted = phrase.replace(quoted, (_, text: string) => text.replace(escaped, '$1'))
  const name = receivedLine(decodeWords(unquoted).replace(blanks, ' '))
    ?.replace(lastSeparator, '')
    .replace(singleQuotes, '$1')
  return compact({ ...(name && name.toLowerCase() !== email && !leftOver.test(name) && { name }), email })
}

/** @returns the name still encoded */
function readEntry({ phrase, angled, comment }: RawAddress): { email: string | undefined; name: string } {
  const email = angled === undefined ? undefined : bareAddress(angled)
  if (email !== undefined) return { email, name: phrase.trim() === '' ? comment : phrase }
  const words = angled === undefined ? phrase : `${phrase} ${angled}`
  const whole = words.includes('=?') ? undefined : bareAddress(words)
  if (whole !== undefined) return { email: whole, name: comment }
  const plain = words.includes('=?') ? undefined : findAddress(words)
  const found = plain ?? findAddress(decodeQuoted(words)) ?? findAddress(comment)
  if (found !== undefined)
    return { email: found.email, name: found.rest.trim() === '' ? comment : found.rest }
  return { email: undefined, name: words.trim() === '' ? comment : words }
}

/** All in quotation marks, or in an encoded word. */
function decodeQuoted(words: string): string {
  if (words.length > maxPhrase) return ''
  return decodeWords(words.replace(quoted, (_, text: string) => text.replace(escaped, '$1')))
}

function findAddress(words: string): { email: string; rest: string } | undefined {
  if (words.length > maxPhrase || !words.includes('@')) return undefined
  const match = amongWords.exec(words)
  const email = match === null ? undefined : bareAddress(match[0])
  if (match === null || email === undefined) return undefined
  const before = words.slice(0, match.index).replace(openMailto, '')
  const after = words.slice(match.index + match[0].length).replace(closingBracket, '')
  return { email, rest: `${before} ${after}`.replace(loneBrackets, ' ') }
}
