import { compact } from '../../core/compact.ts'
import { type MailHeader, MailHeaders } from '../../kits/mail/headers/mail-headers.ts'
import type { Envelope } from '../../kits/mail/mail.ts'
import { readAuthentication } from '../../kits/mail/people/authentication.ts'

/** What SES found, and the envelope as it wrote it down. */
export type Found = Pick<Envelope, 'from' | 'authentication' | 'signers' | 'authorOf' | 'found'> & {
  readonly to?: string
}

const receivedBySes =
  /\bby inbound-smtp\.[a-z0-9-]{4,30}\.amazonaws\.com(?:\.cn)? with [A-Z]{4,10} id \S{1,100}(?:\s+for\s+<?([^\s;<>]{3,320})>?)?\s*;/
const brackets = /^\s*<|>\s*$/g
/** Headers that SES writes last. */
const last = new Set(['x-ses-dkim-signature', 'x-ses-receipt'])

/**
 * What stands in the headers that SES put above the mail's own. Below them, and where SES did not receive it, a sender
 * may have written the same. Among its results SES repeats the names that the sender gave in SMTP (`envelope-from=`,
 * `helo=`): where one has a semicolon in it, nobody can tell the results from the sender's words, and none is believed.
 */
export function foundInHeaders({ list }: MailHeaders): Found {
  const start = list.findIndex(({ name }) => name.toLowerCase() === 'received')
  const received = receivedBySes.exec(list[start]?.value ?? '')
  // `Return-Path` is all that stands above it.
  if (!received || start > 1) return {}
  const headers = new MailHeaders([...list.slice(0, start), ...headersOfSes(list.slice(start + 1))])
  const from = headers.get('Return-Path')
  const isPlain = !(from ?? '').includes(';') && list[start]?.value.split(';').length === 2
  const { verdicts, signers, authorOf } = readAuthentication(headers, isPlain ? ['amazonses.com'] : [])
  const verdictOf = (name: string) => isFailed(headers.get(name)?.trim())
  return compact({
    to: received[1],
    ...(from !== undefined && { from: from.replace(brackets, '').trim() }),
    authentication: verdicts,
    signers,
    authorOf: verdicts.dmarc === 'pass' ? (authorOf ?? '') : undefined,
    found: compact({ spam: verdictOf('X-SES-Spam-Verdict'), virus: verdictOf('X-SES-Virus-Verdict') }),
  })
}

/** Up to the next hop, or to where SES ends its own; the first of each name, since SES writes each of them once. */
function headersOfSes(list: MailHeaders['list']): MailHeader[] {
  const names = list.map(({ name }) => name.toLowerCase())
  const nextHop = names.indexOf('received')
  const closing = names.findIndex((name) => last.has(name))
  const ends = [
    nextHop < 0 ? list.length : nextHop,
    closing < 0 ? list.length : closing + (last.has(names[closing + 1] ?? '') ? 2 : 1),
  ]
  return list.slice(0, Math.min(...ends)).filter((_, at) => names.indexOf(names[at] ?? '') === at)
}

/** Only a failure is a finding; `GRAY`, `DISABLED` and the like say nothing. */
export function isFailed(verdict: string | undefined): true | undefined {
  return verdict?.toUpperCase() === 'FAIL' ? true : undefined
}
