import { htmlToText } from '../../../html/html-to-text.ts'
import { MailHeaders } from '../headers/mail-headers.ts'
import { readHeaders } from '../headers/read-headers.ts'
import type { Mail } from '../mail.ts'

/** What a mail system tells in prose, and the headers of the mail that it returns. */
export interface ReturnedMail {
  readonly prose: string
  readonly headers: MailHeaders
}

const originalTypes = new Set([
  'message/rfc822',
  'text/rfc822-headers',
  'message/global',
  'message/global-headers',
])
/** Line above the mail that is returned: `--- Below this line is a copy of the message.` */
const ruled = /^[ \t]{0,80}-{2,80}.{0,100}\b(?:message|mail|headers?|nachricht|kopfzeilen)\b.{0,100}$/gim
/** Trace of a mail server, the first of which begins a mail that no line stands above. */
const trace = /^(?:Received|Return-Path|Delivered-To|DKIM-Signature|X-Original-To)[ \t]{0,9}:/gim
/** Line of DragonFly, OpenSMTPD, IMail: `Message headers follow.` */
const plain = /^[ \t]{0,80}[^\n:]{0,60}\b(?:message|mail|headers?)\b[^\n:]{0,60}[.:][ \t]{0,20}$/gim
/** Introduction of the header fields that iCloud and its kin list, to tell on behind them. */
const listing = /\bheader fields:[ \t]{0,20}$/i
const blankLine = /\n[ \t\r]{0,20}\n/
const maxProse = 100_000
/** Places of each kind. */
const maxTries = 20

/** The mail that a report is about: a part of its own, else in the text, behind what the mail system tells. */
export function readReturnedMail(mail: Mail): ReturnedMail {
  const prose = (mail.text ?? htmlToText(mail.html ?? '')).slice(0, maxProse)
  const part = mail.attachments.find(({ type }) => originalTypes.has(type.toLowerCase()))
  if (part !== undefined) return { prose, headers: readHeaders(part.bytes) }
  for (const { from, to } of places(prose)) {
    const behind = prose.slice(to).trimStart()
    const headers = readHeaders(Buffer.from(behind))
    if (!isMail(headers)) continue
    const told = prose.slice(0, from)
    return { prose: listing.test(prose.slice(from, to)) ? told + behindListing(behind) : told, headers }
  }
  return { prose, headers: new MailHeaders([]) }
}

/** Places where the headers of another mail may begin, and the telling ends. */
function places(prose: string): { readonly from: number; readonly to: number }[] {
  const behind = (pattern: RegExp) =>
    Array.from(take(prose.matchAll(pattern)), (match) => ({
      from: match.index,
      to: match.index + match[0].length,
    }))
  const traces = Array.from(take(prose.matchAll(trace)), ({ index }) => ({ from: index, to: index }))
  return [...behind(ruled), ...traces, ...behind(plain)]
}

function* take(matches: Iterable<RegExpExecArray>): Generator<RegExpExecArray> {
  let tries = 0
  for (const match of matches) {
    yield match
    if (++tries === maxTries) return
  }
}

function behindListing(text: string): string {
  const end = blankLine.exec(text)
  return end === null ? '' : text.slice(end.index)
}

function isMail(headers: MailHeaders): boolean {
  if (headers.has('Message-ID')) return true
  return headers.has('From') && headers.has('To') && (headers.has('Date') || headers.has('Subject'))
}
