import { calendarWords } from './calendar-words.ts'
import { mailLanguages } from './languages.ts'

/** Marks around a word of a date: `Mo.,`, `(GMT+1)`. */
const edges = /^["'«»„“”([]{1,4}|[.,;:)\]"'«»„“”]{1,4}$/g
/** `napisał(a)`: the brackets are part of the word. */
const bracketed = /^[^\s()]{1,30}\([^\s()]{1,5}\)$/
const digit = /\d/
const shortWord = /^[\p{L}\p{N}.:,/+’'()[\]-]{1,20}$/u
const anyLanguage = [
  'at',
  'am',
  'pm',
  'a.m',
  'p.m',
  'gmt',
  'utc',
  'cet',
  'cest',
  'est',
  'edt',
  'pst',
  'pdt',
  'h',
  '-',
  '|',
  '',
]

/** Which words of a line may belong to a date in one language. */
export interface DateWords {
  has(word: string): boolean
}

const known = new Map<string, DateWords>()

/** Made when the first mail needs it. */
export function dateWordsOf(code: string): DateWords {
  const made = known.get(code) ?? makeDateWords(code)
  known.set(code, made)
  return made
}

function makeDateWords(code: string): DateWords {
  const language = mailLanguages.find((each) => each.code === code)
  const words = new Set([
    ...anyLanguage,
    ...(language?.dateWords ?? []),
    ...(language?.openings ?? []).flatMap((opening) => opening.toLowerCase().split(' ')),
  ])
  // English too: many programs translate the words and leave the date.
  const names = `${calendarWords[code] ?? ''} ${calendarWords['en'] ?? ''}`.split(' ')
  for (const name of names) {
    // Clients shorten as they like: `Nov`, `marrask.`, `нояб.`
    for (let length = Math.min(2, name.length); length <= name.length; length++)
      words.add(name.slice(0, length))
  }
  return { has: (word) => words.has(word) }
}

/** A word of a line, in lower case, without the punctuation around it. */
export function withoutEdges(word: string): string {
  return bracketed.test(word) ? word.toLowerCase() : word.replace(edges, '').toLowerCase()
}

/** `20.`, `9:12AM`, `2026年11月20日(金)`; no address. */
export function isNumeric(word: string): boolean {
  return digit.test(word) && shortWord.test(word)
}
