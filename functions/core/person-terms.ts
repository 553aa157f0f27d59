/**
 * Names and addresses in texts: a term is up to six words in a row, in lower case, with one blank between them. A text
 * is compared word by word, so that terms can be kept as hashes and still be found.
 */
import { sha256 } from './ids.ts'

const maxWords = 6
/** An address of mail has 254 characters at most (RFC 5321); what is longer is taken in pieces. */
const word = /[\p{L}\p{N}\p{M}@._+'’-]{1,320}/gu
/** Length below which a name may be anybody's, as one word may: looked for only in what has to do with the person. */
const minTelling = 6
/** Length of a part of a name that counts: no `von`, no `Dr`. */
const minPart = 4
const markOrDigit = /[@._\d]/

export type HasTerm = (term: string) => boolean

interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The terms by which a person may be named, each once. */
export function termsOf(person: {
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly handle?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
}): string[] {
  const { id, name, handle, email, phone } = person
  const parts = readWords(name ?? '').flatMap(({ text }) => (text.length < minPart ? [] : [text]))
  const terms = [id, name, handle, email, phone].flatMap((text) => (text === undefined ? [] : toTerm(text)))
  terms.push(...parts)
  return [...new Set(terms)].filter((term) => term.length > 2)
}

/** Whether a term names one person and hardly another: an address, an id, a handle, a name of several words. */
export function isTelling(term: string): boolean {
  return term.length >= minTelling && (term.includes(' ') || markOrDigit.test(term))
}

export function hashTerm(term: string): string {
  return sha256(term).slice(0, 16)
}

export function namesAny(text: string, has: HasTerm): boolean {
  return findSpans(text, has, 1).length > 0
}

/** The text with `…` for each term, also for one that others stood in the middle of. */
export function withoutTerms(text: string, has: HasTerm): string {
  let rest = 0
  let kept = ''
  const spans = findSpans(text, has, Number.POSITIVE_INFINITY)
  const all = [...spans, ...leftovers(text, spans, has)].sort((one, other) => one.start - other.start)
  for (const { start, end } of all) {
    kept += `${text.slice(rest, start)}…`
    rest = end
  }
  return kept + text.slice(rest)
}

function toTerm(text: string): string[] {
  const words = readWords(text).map((each) => each.text)
  return words.length === 0 ? [] : [words.slice(0, maxWords).join(' ')]
}

interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Words that make up a term now that those between them are gone: of “Änne anne@kunde.test Grün” the name. Each word is
 * put on a pile once and taken off it once, however deep they stand in one another.
 */
function leftovers(text: string, spans: readonly Span[], has: HasTerm): Span[] {
  if (spans.length === 0) return []
  const gone: Span[] = []
  const pile: Word[] = []
  let next = 0
  for (const word of readWords(text)) {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= word.start) next += 1
    if (word.start >= (spans[next]?.start ?? Number.POSITIVE_INFINITY)) continue
    pile.push(word)
    for (let length = Math.min(maxWords, pile.length); length > 0; length -= 1) {
      const last = pile.slice(-length)
      if (!has(last.map((each) => each.text).join(' '))) continue
      gone.push(...last)
      pile.length -= length
      break
    }
  }
  return gone
}

/** The longest term at each place, left to right. */
function findSpans(text: string, has: HasTerm, limit: number): Span[] {
  const words = readWords(text)
  const spans: Span[] = []
  for (let at = 0; at < words.length && spans.length < limit; at += 1) {
    const length = longestAt(words, at, has)
    const [first, last] = [words[at], words[at + length - 1]]
    if (length === 0 || !first || !last) continue
    spans.push({ start: first.start, end: last.end })
    at += length - 1
  }
  return spans
}

function longestAt(words: readonly Word[], at: number, has: HasTerm): number {
  let phrase = ''
  let longest = 0
  for (let length = 1; length <= maxWords && at + length <= words.length; length += 1) {
    phrase += `${length > 1 ? ' ' : ''}${words[at + length - 1]?.text}`
    if (has(phrase)) longest = length
  }
  return longest
}

/** Without the marks around them: `@anne_gruen,` is `anne_gruen`. */
function readWords(text: string): Word[] {
  const words: Word[] = []
  for (const { 0: found, index } of text.matchAll(word)) {
    let [from, to] = [0, found.length]
    while (from < to && isMark(found[from])) from += 1
    while (to > from && isMark(found[to - 1])) to -= 1
    if (from < to)
      words.push({
        text: found.slice(from, to).normalize('NFKC').toLowerCase(),
        start: index + from,
        end: index + to,
      })
  }
  return words
}

function isMark(character: string | undefined): boolean {
  return character !== undefined && "@._+'’-".includes(character)
}
