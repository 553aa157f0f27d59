import { mailLanguages } from './languages.ts'
import { folded } from './lines.ts'

const phrases = [...new Set(mailLanguages.flatMap(({ answersBelow }) => answersBelow).map(folded))]
/** A phrase begins and ends where a word does. */
const letter = /[\p{L}\p{N}]/u

/** Beginning of a text, behind which nobody says it. UTF-16 code units. */
const maxSearched = 20_000

/** Whether somebody says that the answer stands in the quote: `Siehe unten in Rot`. */
export function refersBelow(lines: readonly string[]): boolean {
  const text = folded(lines.join(' ').slice(0, maxSearched))
  return phrases.some((phrase) => hasPhrase(text, phrase))
}

function hasPhrase(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    if (!letter.test(text.charAt(at - 1)) && !letter.test(text.charAt(at + phrase.length))) return true
  }
  return false
}
