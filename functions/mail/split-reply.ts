import {
  attributionLength,
  isBlank,
  isQuoted,
  isSeparator,
  startsForward,
  startsWithHeader,
} from './quote-markers.ts'
import { splitSignature } from './split-signature.ts'

/** UTF-16 code units; nobody types more, and a longer text is not searched for quotes. */
const longestText = 1_000_000
const lineEnd = /\r\n?/g
const leadingBlankLines = /^(?:[ \t\u00a0]*\n)+/
const foot = /^(?:-- ?|_{20,})$/

export interface ReplyParts {
  /** What the sender newly wrote. */
  readonly text: string
  /** What came along from earlier mails, as it stood there. */
  readonly quoted?: string
  readonly signature?: string
}

interface Run {
  readonly quoted: boolean
  readonly start: number
  readonly end: number
}

/**
 * Parts a text into what is new, what is quoted and the signature; nothing of it is lost. An answer between the
 * lines of a quote stays as it is, because it says nothing without them, and so does a forwarded mail. Lines such as
 * `Von:` and `Betreff:` are an earlier mail's in a reply only: contact forms write them above what the customer says.
 *
 * @param mail `reply`: it has a parent or a `Re:`; `forward`: its subject says so
 */
export function splitReply(text: string, mail: { reply: boolean; forward: boolean }): ReplyParts {
  const lines = text.replace(lineEnd, '\n').split('\n')
  if (text.length > longestText) return { text: joined(lines) }
  if (mail.forward) return { text: joined(lines) }
  const cut = findEarlierMail(lines, mail.reply)
  if (lines.slice(0, cut + 1).some(startsForward)) return { text: joined(lines) }
  const above = lines.slice(0, cut)
  if (cut < lines.length && above.every(isBlank) && !mail.reply) return { text: joined(lines) }
  const { fresh, quote } = splitQuote(above)
  const quoted = joined([...quote, ...lines.slice(cut)])
  return { ...splitSignature(fresh), ...(quoted !== '' && { quoted }) }
}

function findEarlierMail(lines: readonly string[], reply: boolean): number {
  const lastQuoted = lines.findLastIndex(isQuoted)
  for (let at = 0; at < lines.length; at++) {
    if (isSeparator(lines[at] ?? '') || (reply && startsWithHeader(lines, at))) return at
    const length = attributionLength(lines, at)
    // Some clients quote without any mark: after a precise attribution at the end nothing is new.
    if (length > 0 && at > lastQuoted) return at
  }
  return lines.length
}

/** Quote below the answer, or above it; several quotes with text in between are one text. */
function splitQuote(lines: readonly string[]): { fresh: readonly string[]; quote: readonly string[] } {
  const [first, second, third, ...more] = findRuns(lines)
  const whole = { fresh: lines, quote: [] }
  if (first === undefined || more.length > 0) return whole
  if (second === undefined) return first.quoted ? { fresh: [], quote: lines } : whole
  if (third === undefined)
    return first.quoted
      ? { fresh: lines.slice(second.start), quote: lines.slice(0, second.start) }
      : { fresh: lines.slice(0, second.start), quote: lines.slice(second.start) }
  // Text, quote, and only a signature or a list's footer below.
  const below = lines.slice(third.start, third.end)
  if (first.quoted || !isFoot(below)) return whole
  return {
    fresh: [...lines.slice(0, second.start), ...below],
    quote: lines.slice(second.start, third.start),
  }
}

function isFoot([line = '']: readonly string[]): boolean {
  return foot.test(line)
}

/** Stretches of quoted and of other lines, an attribution with its quote, blank lines with what is above. */
function findRuns(lines: readonly string[]): Run[] {
  const runs: Run[] = []
  for (let at = 0; at < lines.length; ) {
    if (isBlank(lines[at])) {
      at++
      continue
    }
    const attribution = attributionLength(lines, at)
    const quoted = attribution > 0 || isQuoted(lines[at])
    const end = at + Math.max(attribution, 1)
    const last = runs.at(-1)
    if (last?.quoted === quoted) runs[runs.length - 1] = { ...last, end }
    else runs.push({ quoted, start: at, end })
    at = end
  }
  return runs
}

function joined(lines: readonly string[]): string {
  return lines.join('\n').replace(leadingBlankLines, '').trimEnd()
}
