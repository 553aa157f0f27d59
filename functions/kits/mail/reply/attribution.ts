import { type DateWords, dateWordsOf, isNumeric, withoutEdges } from './date-words.ts'
import { mailLanguages } from './languages.ts'
import { folded } from './lines.ts'
import type { MailLanguage } from './mail-language.ts'

/**
 * `certain`: date, name and address of who wrote, as a mail program puts them together, with or without a quoted
 * line below. `marked`: less than that, which counts above quoted lines only. `named`: nothing but who wrote.
 */
export type Attribution = 'certain' | 'marked' | 'named'

interface Verb {
  readonly language: MailLanguage
  /** Words of `hat … geschrieben` before and after the gap. */
  readonly first: readonly string[]
  readonly last: readonly string[]
}

interface Word {
  readonly raw: string
  readonly plain: string
}

const maxWords = 40
const maxAuthorWords = 10
const whiteSpace = /\s+/
const mailbox = /[^\s<>@]@[^\s<>@]{1,255}\.[^\s<>@]/
const time = /\d[:.h]\d\d/
const year = /\b(?:19|20)\d\d\b|\d{1,2}[./-] ?\d{1,2}[./-] ?\d\d/
const lowerCase = /^\p{Ll}/u
const sentenceEnd = /[!?…]|\p{Ll}{4}\.$/u

const verbs: readonly Verb[] = mailLanguages.flatMap((language) =>
  language.verbs.map((verb) => {
    const [first = '', last = ''] = verb.split('…').map((part) => folded(part))
    return { language, first: first.split(' '), last: last === '' ? [] : last.split(' ') }
  }),
)
const verbsByFirstWord = Map.groupBy(verbs, ({ first }) => first[0] ?? '')
const quoting = mailLanguages.flatMap((language) =>
  language.quoting.map((phrase) => ({ language, words: folded(phrase).split(' ') })),
)

/**
 * Reads a line, or some joined, as what a mail program writes above a quote: `Am … schrieb Anne <…>:`, `On … wrote:`,
 * `Anne schrieb am …:`, `Anne <…>, … tarihinde şunu yazdı:`, `2026-11-20 9:12 GMT+1 Anne <…>:`. A sentence that ends
 * in a colon and tells who wrote when is none: it has a pronoun, begins in lower case, or says more.
 */
export function readAttribution(text: string): Attribution | undefined {
  const body = unframed(text)
  if (body === undefined) return undefined
  const words = splitWords(body)
  if (words.length === 0 || words.length > maxWords || words.some(({ raw }) => isSentenceEnd(raw, words)))
    return undefined
  for (let at = 0; at < words.length; at++) {
    for (const verb of verbsByFirstWord.get(words[at]?.plain ?? '') ?? []) {
      const found = readAroundVerb(words, at, verb)
      if (found !== undefined) return found
    }
  }
  return readQuoting(words) ?? readWithoutVerb(words)
}

/** Line without the colon, or the dashes around it that Zoho writes. */
function unframed(text: string): string | undefined {
  const trimmed = text.trim()
  if (trimmed.endsWith(':') || trimmed.endsWith('：')) return trimmed.slice(0, -1).trim()
  if (!trimmed.startsWith('----') || !trimmed.endsWith('---')) return undefined
  return trimmed.slice(4, trimmed.endsWith('----') ? -4 : -3).trim()
}

/** `schrieb A<a@b.test>` is two words, too. */
function splitWords(body: string): Word[] {
  return body
    .replaceAll('<', ' <')
    .replaceAll('「', ' ')
    .split(whiteSpace, maxWords + 1)
    .filter((raw) => raw !== '')
    .map((raw) => ({ raw, plain: folded(withoutEdges(raw)) || raw }))
}

/** `Danke! Am …` is a sentence and an attribution; `Dr.`, `Mo.` and `marrask.` end none. */
function isSentenceEnd(raw: string, words: readonly Word[]): boolean {
  if (!sentenceEnd.test(raw)) return false
  if (!raw.endsWith('.')) return !raw.includes('@')
  return (
    raw !== words.at(-1)?.raw && !mailLanguages.some(({ code }) => dateWordsOf(code).has(withoutEdges(raw)))
  )
}

function readAroundVerb(
  words: readonly Word[],
  at: number,
  { language, first, last }: Verb,
): Attribution | undefined {
  if (!first.every((word, index) => words[at + index]?.plain === word)) return undefined
  const before = words.slice(0, at)
  let after = words.slice(at + first.length)
  if (last.length > 0) {
    const end = after.length - last.length
    if (end < 0 || !last.every((word, index) => after[end + index]?.plain === word)) return undefined
    after = after.slice(0, end)
    // `Op … heeft Anne het volgende geschreven`: the author stands in the gap.
    if (after.length === 0) return undefined
  }
  const dateWords = dateWordsOf(language.code)
  const opened = withoutOpening(before, language)
  const lead = leadingDate(opened.words, dateWords)
  if (lead.isDated) {
    const author = after.length === 0 ? lead.rest : lead.rest.length === 0 ? after : undefined
    if (author === undefined) return undefined
    const found = judge(author, lead.date, language)
    // `am 3.4. schrieb …` in lower case goes on with a sentence.
    const goesOn = !opened.isOpened && isLowerOpening(before[0], language)
    return found === 'certain' && goesOn ? 'marked' : found
  }
  if (opened.isOpened || before.length === 0) return undefined
  const tail = leadingDate(after, dateWords)
  if (tail.isDated && tail.rest.length === 0) return judge(before, tail.date, language)
  if (after.length > 0) return undefined
  const trailing = trailingDate(before, dateWords)
  if (trailing.isDated) return judge(trailing.rest, trailing.date, language)
  return judge(before, [], language) === undefined ? undefined : 'named'
}

/** `Zitat von Anne <…>:`, and Apple's Polish `Wiadomość napisana przez Anne <…> w dniu …:` */
function readQuoting(words: readonly Word[]): Attribution | undefined {
  for (const { language, words: phrase } of quoting) {
    if (!phrase.every((word, index) => words[index]?.plain === word)) continue
    const { date, rest: author } = trailingDate(words.slice(phrase.length), dateWordsOf(language.code))
    if (author.some(({ raw }) => raw.includes('@'))) return judge(author, date, language)
  }
  return undefined
}

/** Time and address, and hardly more, in any words: Gmail of old, Tutanota, languages not known here. */
function readWithoutVerb(words: readonly Word[]): Attribution | undefined {
  const text = words.map(({ raw }) => raw).join(' ')
  const [start] = words
  if (start === undefined || words.length > 16 || !mailbox.test(text) || !time.test(text)) return undefined
  const spoken = mailLanguages.some(({ pronouns }) => words.some(({ plain }) => pronouns.includes(plain)))
  if (spoken) return undefined
  if (isNumeric(start.raw)) return 'marked'
  const address = words.findIndex(({ raw }) => raw.startsWith('<'))
  const dated = mailLanguages.some(
    ({ code }) =>
      leadingDate(words.slice(0, address), dateWordsOf(code)).rest.length <= 4 &&
      dateWordsOf(code).has(start.plain),
  )
  if (dated) return 'marked'
  // `Anne <…> 于2026年11月20日周五 09:12写道：`
  const isName = address > 0 && address <= 4 && !lowerCase.test(start.raw)
  return isName && words.slice(address + 1).every(({ raw }) => isNumeric(raw)) ? 'marked' : undefined
}

function withoutOpening(
  words: readonly Word[],
  { openings }: MailLanguage,
): { words: readonly Word[]; isOpened: boolean } {
  for (const opening of openings) {
    const parts = opening.split(' ')
    if (parts.every((part, index) => words[index]?.raw === part))
      return { words: words.slice(parts.length), isOpened: true }
  }
  return { words, isOpened: false }
}

function isLowerOpening(word: Word | undefined, { openings }: MailLanguage): boolean {
  return openings.some((opening) => opening.toLowerCase().split(' ')[0] === word?.raw)
}

interface DatePart {
  readonly isDated: boolean
  readonly date: readonly Word[]
  readonly rest: readonly Word[]
}

function leadingDate(words: readonly Word[], dateWords: DateWords): DatePart {
  let end = 0
  while (end < words.length && isOfDate(words[end], dateWords)) end++
  return partAt(words.slice(0, end), words.slice(end))
}

function trailingDate(words: readonly Word[], dateWords: DateWords): DatePart {
  let start = words.length
  while (start > 0 && isOfDate(words[start - 1], dateWords)) start--
  return partAt(words.slice(start), words.slice(0, start))
}

function partAt(date: readonly Word[], rest: readonly Word[]): DatePart {
  return { isDated: date.some(({ raw }) => isNumeric(raw)), date, rest }
}

function isOfDate(word: Word | undefined, dateWords: DateWords): boolean {
  return word !== undefined && (isNumeric(word.raw) || dateWords.has(withoutEdges(word.raw)))
}

function judge(
  author: readonly Word[],
  date: readonly Word[],
  { pronouns }: MailLanguage,
): Attribution | undefined {
  if (author.length > maxAuthorWords) return undefined
  const names = author.filter(({ raw }) => !raw.includes('@'))
  if (names.some(({ plain }) => pronouns.includes(plain))) return undefined
  const hasAddress = author.some(({ raw }) => mailbox.test(raw))
  const [start] = author
  if (start === undefined) return 'marked'
  if (lowerCase.test(start.raw) && !hasAddress) return undefined
  const when = date.map(({ raw }) => raw).join(' ')
  return hasAddress && !lowerCase.test(names[0]?.raw ?? '') && year.test(when) ? 'certain' : 'marked'
}
