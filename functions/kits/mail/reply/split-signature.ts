import { mailLanguages } from './languages.ts'
import { folded, isBlank, joinTrimmed } from './lines.ts'
import { phraseMatcher } from './phrases.ts'

/** RFC 3676, section 4.3. */
const delimiter = '-- '
/** Rest of the delimiter that mail clients and HTML leave, and that people put between two parts of a text. */
const bareDelimiter = '--'
const maxSignatureLines = 40
/** Limits of a signature below a bare `--`. */
const maxBareLines = 12
const maxBareLineLength = 80
const maxAppLineLength = 200
/** Length of a person's last word below a signature: what lawyers put there is longer. Code units. */
const maxSaid = 200
const minSaidWords = 4
const sentenceEnd = /[.!]\s{0,20}$/
const link = /<https?:[^<>\s]{1,200}>/g
const question = /\?\s{0,20}$/
/** `PS:`, `P.S.`, `P. S.`, `PPS`, Spanish `P.D.:`, `NB:`, `Nachtrag:`, `Edit:` */
const postscript =
  /^\s{0,20}p\. ?(?:p\. ?)?[sd]\.|^\s{0,20}pp?[sd]\s{0,3}[.:]|^\s{0,20}pp?s\b|^\s{0,20}n\. ?b\.|^\s{0,20}(?:nb|nachtrag|ergänzung|addendum|edit|nota bene)\s{0,3}:/i
/** Characters of a name, and of what stands between the parts of one. */
const upperCase = /^[^\p{Ll}]/u
const particles = new Set('von van de der den di da du del la le und and et e y i of for für'.split(' '))
const contact = /\d|@|:\/\/|www\./i
const whiteSpace = /\s+/

const isAppPhrase = phraseMatcher(mailLanguages.flatMap(({ sentFrom }) => sentFrom))
/** A line without one of these is a person's: `Sent via DHL yesterday`. */
const apps = (
  'iphone ipad ipod android samsung galaxy huawei xiaomi redmi oneplus pixel nokia sony xperia htc lg motorola honor blackberry windows ' +
  'outlook mail gmail yahoo gmx web.de freenet t-online telekom proton tutanota tuta icloud zoho hotmail thunderbird ' +
  'handy smartphone smartphonu telefon tablet mobil mobile mobilen mobiltelefon phone puhelim telefonu telefono teléfono телефона мобильного почты app'
).split(' ')

/** Text and signature, parted only by marks that are certain: a name under a greeting stays in the text, and so do sections between dashes. */
export function splitSignature(lines: readonly string[]): { text: string; signature?: string } {
  const end = lastFilled(lines)
  const start = findStart(lines, end)
  const said = lines[start] === delimiter ? findSaidBelow(lines, start, end) : end
  const text = joinTrimmed([...lines.slice(0, start), ...(said < end ? ['', ...lines.slice(said, end)] : [])])
  const signature = joinTrimmed(lines.slice(start, said).filter((line, at) => at > 0 || !isDelimiter(line)))
  if (start === end || joinTrimmed(lines.slice(0, start)) === '') return { text: joinTrimmed(lines) }
  return { text, ...(signature !== '' && { signature }) }
}

/** Whether an app added the line below what a person wrote. */
export function isAddedByApp(line: string): boolean {
  if (line.length > maxAppLineLength) return false
  const told = folded(line.replace(link, ' '))
  const words = told.endsWith('.') ? told.slice(0, -1).trimEnd() : told
  return isAppPhrase(words) && apps.some((app) => words.includes(app))
}

/** `PS: Bitte rufen Sie mich an.` */
export function isPostscript(line: string): boolean {
  return postscript.test(line.slice(0, maxAppLineLength))
}

function findStart(lines: readonly string[], end: number): number {
  for (let at = end - 1; at >= 0 && at >= end - maxSignatureLines; at--) {
    const line = lines[at] ?? ''
    if (!isDelimiter(line)) continue
    const below = lines.slice(at + 1, end)
    const isSignature = line === delimiter ? !hasQuestion(below) : isBareSignature(below, lines.slice(0, at))
    return isSignature ? at : end
  }
  return isAddedByApp(lines[end - 1] ?? '') ? end - 1 : end
}

/** Where a sentence stands by itself as the last paragraph below a signature; the end where none does. */
function findSaidBelow(lines: readonly string[], start: number, end: number): number {
  let at = end
  while (at > start + 1 && !isBlank(lines[at - 1])) at--
  const paragraph = lines.slice(at, end).join(' ')
  const isSaid =
    at > start + 1 &&
    paragraph.length <= maxSaid &&
    sentenceEnd.test(paragraph) &&
    !contact.test(paragraph) &&
    paragraph.trim().split(whiteSpace).length >= minSaidWords
  return isSaid ? at : end
}

function isDelimiter(line: string): boolean {
  return line === delimiter || line === bareDelimiter
}

function hasQuestion(lines: readonly string[]): boolean {
  return lines.some((line) => question.test(line.slice(-maxAppLineLength)) || isPostscript(line))
}

/** Some short lines of names and numbers, the only `--` of the text; or what an app adds. */
function isBareSignature(below: readonly string[], above: readonly string[]): boolean {
  const filled = below.filter((line) => !isBlank(line))
  if (filled.length > 0 && filled.every(isAddedByApp)) return true
  return (
    !above.includes(bareDelimiter) &&
    below.length <= maxBareLines &&
    !hasQuestion(below) &&
    filled.every(isOfSignature)
  )
}

/** `Anne von Grün`, `Tel. 030 1234567`, `www.acme.test`; no sentence. */
function isOfSignature(line: string): boolean {
  const words = line.trim().split(whiteSpace)
  const isSentence = words.length > 4 && (line.trimEnd().endsWith('.') || line.trimEnd().endsWith('!'))
  if (line.length > maxBareLineLength || isSentence) return false
  return (
    words.every((word) => upperCase.test(word) || particles.has(word)) ||
    (contact.test(line) && words.length <= 8 && !startsSmall(words))
  )
}

/** `Tel.` and `mobil:` stand before a number, and so does a sentence's `ist`. */
function startsSmall(words: readonly string[]): boolean {
  return words.some(
    (word, at) => at > 0 && !upperCase.test(word) && !particles.has(word) && !contact.test(word),
  )
}

function lastFilled(lines: readonly string[]): number {
  let end = lines.length
  while (end > 0 && isBlank(lines[end - 1])) end--
  return end
}
