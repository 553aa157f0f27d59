import { mailLanguages } from './languages.ts'
import { maxMarkerLength } from './lines.ts'
import { phraseMatcher } from './phrases.ts'

const isSeparatorPhrase = phraseMatcher(mailLanguages.flatMap(({ separators }) => separators))
const isForwardPhrase = phraseMatcher(mailLanguages.flatMap(({ forwards }) => forwards))
const dashes = '-_–—'
/** The shortest phrase has more, and a rule has these. */
const minMarkerLength = 5

/** A line that everything below is quoted from, as Outlook and older webmailers write it. */
export function isSeparator(line: string): boolean {
  const { inner, before, after } = unframed(line)
  return before >= 2 && after >= 2 && isSeparatorPhrase(inner)
}

/** The same without its dashes, as BlackBerry writes it: it counts above the header of a mail only. */
export function isBareSeparator(line: string): boolean {
  const { inner, before, after } = unframed(line)
  return before === 0 && after === 0 && isSeparatorPhrase(inner)
}

/** Everything below a line like this is what the mail is about. */
export function startsForward(line: string): boolean {
  const { inner, before, colon } = unframed(line)
  return (before >= 3 || (before === 0 && colon)) && isForwardPhrase(inner)
}

/** A line of dashes or underscores, as Outlook draws one above the header of the earlier mail. */
export function isRule(line: string): boolean {
  if (!dashes.includes(line.trimStart().charAt(0))) return false
  const { inner, before } = unframed(line)
  return before >= minMarkerLength && inner === ''
}

/** Words between the dashes of a line, how many these are, and whether a colon comes last. */
function unframed(line: string): { inner: string; before: number; after: number; colon: boolean } {
  const isMarker = line.length >= minMarkerLength && line.length <= maxMarkerLength
  const text = isMarker ? line.trim() : ''
  const colon = text.endsWith(':')
  const framed = colon ? text.slice(0, -1).trimEnd() : text
  let start = 0
  while (start < framed.length && dashes.includes(framed.charAt(start))) start++
  let end = framed.length
  while (end > start && dashes.includes(framed.charAt(end - 1))) end--
  return { inner: framed.slice(start, end).trim(), before: start, after: framed.length - end, colon }
}
