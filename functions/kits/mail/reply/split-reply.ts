import { refersBelow } from './answers-below.ts'
import { isGreeting } from './greeting.ts'
import { authorOfHeader, findHeader } from './header-block.ts'
import { isBlank, isQuoted, isTooLong, joinTrimmed } from './lines.ts'
import { Attributions } from './quote-markers.ts'
import { isRule, isSeparator, startsForward } from './separators.ts'
import { isAddedByApp, isPostscript, splitSignature } from './split-signature.ts'

const lineEnd = /\r\n?/g

export interface ReplyParts {
  /** What the sender newly wrote, and whatever is not certain to be something else. */
  readonly text: string
  /** What came along from earlier mails, as it stood there; never without a text. */
  readonly quoted?: string
  readonly signature?: string
}

/** Facts that the mail around the text tells. */
export interface ReplyKind {
  /** Whether it has a parent or a `Re:`. */
  readonly reply: boolean
  /** Whether its subject says so. */
  readonly forward: boolean
  /** Addresses that it was sent to, lower case: an earlier mail from somebody else was passed on, not answered. */
  readonly to?: readonly string[]
  /** The address of who wrote it: an earlier mail of theirs may be a form that they filled in. */
  readonly from?: string
  /** The line where its HTML says that the quote begins. */
  readonly quoteAt?: number
  /** Whether its HTML has no quote of any known program, so that quoted lines need somebody who is said to have written them. */
  readonly unmarked?: boolean
}

interface Run {
  readonly quoted: boolean
  readonly start: number
  readonly end: number
  /** Whether it begins with an attribution. */
  readonly attributed: boolean
}

/**
 * Parts a text into what is new, what is quoted and the signature; nothing of it is lost, and in doubt it is new. A
 * first mail quotes nothing: `>` is a list mark there, and lines such as `Von:` are a form's. A forwarded mail is
 * what the mail is about. An answer between the lines of a quote stays as it is, because it says nothing without
 * them; and where nothing new stands above a quote without marks, the answer may stand in it.
 */
export function splitReply(text: string, mail: ReplyKind): ReplyParts {
  const lines = text.replace(lineEnd, '\n').split('\n')
  if (isTooLong(lines, text.length) || mail.forward) return { text: joinTrimmed(lines) }
  const parts = mail.reply ? separateQuote(lines, mail) : undefined
  if (parts === undefined) return splitSignature(lines)
  return { ...splitSignature(parts.fresh), quoted: joinTrimmed(parts.quote) }
}

interface Separated {
  readonly fresh: readonly string[]
  readonly quote: readonly string[]
}

function separateQuote(lines: readonly string[], mail: ReplyKind): Separated | undefined {
  const attributions = new Attributions(lines)
  const found = findEarlierMail(lines, attributions)
  const fromHtml = mail.quoteAt !== undefined && !hasAnswersInside(lines, mail.quoteAt, attributions)
  const cut = Math.min(found, fromHtml ? (mail.quoteAt ?? found) : found)
  if (lines.slice(0, cut + 1).some(startsForward)) return undefined
  if (cut < lines.length && !isOfCorrespondent(authorOfHeader(lines, cut), mail)) return undefined
  const above = lines.slice(0, cut)
  const { fresh, quote } = splitRuns(above, attributions, mail)
  const below = lines.slice(cut)
  const whole = [...quote, ...below]
  if (
    !isAnswer(fresh, quote.length === 0) ||
    whole.every(isBlank) ||
    refersBelow(fresh) ||
    hasPostscript(below)
  )
    return undefined
  return { fresh, quote: whole }
}

function findEarlierMail(lines: readonly string[], attributions: Attributions): number {
  const lastQuoted = lines.findLastIndex(isQuoted)
  const end = findHeader(lines) ?? lines.length
  for (let at = 0; at < end; at++) {
    if (isSeparator(lines[at] ?? '')) return at
    // Some clients quote without any mark: after a precise attribution at the end nothing is new.
    if (at > lastQuoted && attributions.at(at)?.kind === 'certain') return at
  }
  return end
}

/** Who replies writes to the author of what is quoted; who passes something on does not. */
function isOfCorrespondent(author: string | undefined, { to = [], from }: ReplyKind): boolean {
  if (author === undefined || to.length === 0) return true
  if (author === from) return false
  const domain = author.slice(author.lastIndexOf('@') + 1)
  return to.some((each) => {
    const other = each.slice(each.lastIndexOf('@') + 1)
    return each === author || other === domain || other.endsWith(`.${domain}`) || domain.endsWith(`.${other}`)
  })
}

/** Whether the part that the HTML calls a quote has lines of its own behind the quoted ones. */
function hasAnswersInside(lines: readonly string[], from: number, attributions: Attributions): boolean {
  let quoted = false
  let wasUnmarked = false
  for (let at = from; at < lines.length; at++) {
    const line = lines[at]
    if (isBlank(line) || isRule(line ?? '')) continue
    const attribution = attributions.at(at)
    if (attribution !== undefined) at += attribution.length - 1
    else if (isQuoted(line)) quoted ||= !wasUnmarked
    else if (quoted) return true
    else wasUnmarked = at > from
  }
  return false
}

/** Lines at the end of a quote without marks where a person may have gone on. */
const maxPostscriptLines = 12

function hasPostscript(below: readonly string[]): boolean {
  return below
    .filter((line) => !isBlank(line))
    .slice(-maxPostscriptLines)
    .some(isPostscript)
}

/** Something that a person wrote, and more than a greeting where the quote has no marks. */
function isAnswer(lines: readonly string[], isUnmarkedBelow: boolean): boolean {
  const filled = lines.filter((line) => !isBlank(line) && !isRule(line) && !isAddedByApp(line))
  const [first, second] = filled
  if (first === undefined) return false
  return !(isUnmarkedBelow && second === undefined && isGreeting(first))
}

/** Quote below the answer, or above it; several quotes with text in between are one text. */
function splitRuns(
  lines: readonly string[],
  attributions: Attributions,
  { unmarked = false }: ReplyKind,
): { fresh: readonly string[]; quote: readonly string[] } {
  const [first, second, third, ...more] = findRuns(lines, attributions)
  const whole = { fresh: lines, quote: [] }
  if (first === undefined || second === undefined || more.length > 0) return whole
  if (first.quoted) {
    if (third !== undefined || (unmarked && !first.attributed)) return whole
    return { fresh: lines.slice(second.start), quote: lines.slice(0, second.start) }
  }
  // `Ich brauche:` above marked lines announces what the customer lists or cites.
  const announced = (lines[first.end - 1] ?? '').trimEnd().endsWith(':')
  if (!second.attributed && (unmarked || announced)) return whole
  if (third === undefined) return { fresh: lines.slice(0, second.start), quote: lines.slice(second.start) }
  // Text, quote, and only a signature or a list's footer below.
  const below = lines.slice(third.start, third.end)
  if (!isFoot(below)) return whole
  return {
    fresh: [...lines.slice(0, second.start), ...below],
    quote: lines.slice(second.start, third.start),
  }
}

const maxFootLines = 12

function isFoot(lines: readonly string[]): boolean {
  const [line = ''] = lines
  const isMark =
    line === '-- ' || line === '--' || (line.length >= 20 && line.startsWith('_') && isRule(line))
  return lines.length <= maxFootLines && (isMark || lines.every(isAddedByApp))
}

/** Stretches of quoted and of other lines, an attribution with its quote, blank lines with what is above. */
function findRuns(lines: readonly string[], attributions: Attributions): Run[] {
  const runs: Run[] = []
  for (let at = 0; at < lines.length; ) {
    if (isBlank(lines[at])) {
      at++
      continue
    }
    const attribution = attributionOfRun(attributions, at, runs)
    const quoted = attribution !== undefined || isQuoted(lines[at])
    const end = Math.min(at + (attribution ?? 1), lines.length)
    const last = runs.at(-1)
    if (last?.quoted === quoted) runs[runs.length - 1] = { ...last, end }
    else runs.push({ quoted, start: at, end, attributed: attribution !== undefined })
    at = end
  }
  return runs
}

/** Lines of the attribution here. `Anne schrieb:` opens a mail; below a text it may be the customer's own words. */
function attributionOfRun(attributions: Attributions, at: number, runs: readonly Run[]): number | undefined {
  const found = attributions.at(at)
  if (found === undefined || (found.kind === 'named' && runs.some(({ quoted }) => !quoted))) return undefined
  return found.length
}
