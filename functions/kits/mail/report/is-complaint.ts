import type { Mail } from '../mail.ts'

/** A mailbox provider that reports complaints in a form of its own: by whom, and what its subjects begin with. */
interface Provider {
  readonly from: RegExp
  readonly subject: string
}

const providers: readonly Provider[] = [
  // Junk Mail Reporting Program, up to 2024 and older.
  { from: /^staff@(?:hotmail|outlook|live)\.com$/, subject: 'complaint about message from ' },
  { from: /^(?:scomp|abuse|fbl)[a-z0-9-]{0,20}@(?:[a-z0-9-]{1,63}\.)?aol\.(?:com|net)$/, subject: '' },
  { from: /^(?:feedbackloop|fbl|feedback)@[a-z0-9.-]{3,255}$/, subject: 'email feedback report for ' },
  { from: /^(?:feedbackloop|fbl|feedback|abuse)@[a-z0-9.-]{3,255}$/, subject: 'abuse report' },
]
const nested = new Set(['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'])
const multipartReport = /^multipart\/report\b/i
const reportType = /report-type\s{0,9}=\s{0,9}"?feedback-report/i
const feedbackLine = /^feedback-type:[ \t]{0,20}[a-z-]{3,30}[ \t]{0,20}$/im
const maxProse = 20_000

/**
 * Whether a mailbox provider tells of somebody who took a mail for spam (ARF, RFC 5965, and what came before it). It
 * brings the mail along: what a person complains of in words is none.
 */
export function isComplaint(mail: Mail): boolean {
  const { headers, attachments } = mail
  const types = new Set(attachments.map(({ type }) => type.toLowerCase()))
  const contentType = headers.get('Content-Type') ?? ''
  if (types.has('message/feedback-report')) return true
  if (multipartReport.test(contentType) && reportType.test(contentType)) return true
  if (headers.has('X-HmXmrOriginalRecipient')) return true
  if (![...types].some((type) => nested.has(type))) return false
  if (feedbackLine.test((mail.text ?? '').slice(0, maxProse))) return true
  const from = headers.addresses('From')[0]?.email ?? ''
  const subject = (headers.text('Subject') ?? '').toLowerCase()
  return providers.some((each) => each.from.test(from) && subject.startsWith(each.subject))
}
