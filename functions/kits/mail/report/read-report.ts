import { compact } from '../../../core/compact.ts'
import { bareAddress } from '../headers/email-address.ts'
import type { MailHeaders } from '../headers/mail-headers.ts'
import type { Envelope, Mail } from '../mail.ts'
import { findDiagnostic } from './find-diagnostic.ts'
import { isPermanent } from './is-permanent.ts'
import { type Origin, readOrigin } from './mail-system.ts'
import { type NamedRecipient, readNamed } from './named-recipients.ts'
import { type Notice, readNotice } from './read-notice.ts'
import { type RecipientStatus, readStatus } from './read-status.ts'
import { type ReturnedMail, readReturnedMail } from './returned-mail.ts'
import { statusCode } from './status-code.ts'

export interface DeliveryReport {
  readonly recipients: readonly RecipientStatus[]
  /** Headers of the mail that the report is about. */
  readonly original: MailHeaders
}

const statusTypes = new Set(['message/delivery-status', 'message/global-delivery-status'])
const multipartReport = /^multipart\/report\b/i
const automatic = /^auto-(?:generated|replied|notified)\b/i
/** Characters at the beginning in which a person would ask. */
const maxQuestion = 2000

/** What a mail tells of the delivery of another, and of its own sender. */
export interface Report {
  /** Nobody is named who could be answered (RFC 5321, section 4.5.5). */
  readonly nullSender: boolean
  /** A mail system says that a mail was not delivered, or is late, also where nobody can tell to whom. */
  readonly bounce: boolean
  /** None where nobody is named whom the other mail did not reach, or did. */
  readonly delivery?: DeliveryReport
}

interface Reading {
  readonly mail: Mail
  readonly envelope: Envelope
  readonly origin: Origin
  readonly returned: ReturnedMail
  readonly notice: Notice | undefined
}

/**
 * A delivery report (RFC 3464), Exim's and Google's `X-Failed-Recipients`, or prose of a mail system that returns the
 * mail. Someone who quotes such a mail, or asks about one, tells of none.
 *
 * @throws MalformedPayload `report_too_long`
 */
export function readReport(mail: Mail, envelope: Envelope): Report {
  const origin = readOrigin(mail, envelope)
  const { nullSender, daemon, postmaster } = origin
  const status = findStatus(mail, origin)
  if (status === undefined && !origin.believed) return { nullSender, bounce: daemon }
  const returned = readReturnedMail(mail)
  const reading: Reading = { mail, envelope, origin, returned, notice: readNotice(mail, returned) }
  const told = status === undefined ? [] : readStatus(status, reading.notice?.says === 'delayed')
  const isTold = told.length > 0 || isBelieved(reading)
  const recipients = told.length > 0 ? completed(told, reading) : isTold ? readProse(reading) : []
  if (recipients.length === 0)
    return { nullSender, bounce: isTold || status !== undefined || daemon || (nullSender && postmaster) }
  const delivery = { recipients: recipients.map(withPermanence), original: returned.headers }
  return { nullSender, bounce: true, delivery }
}

/** The status part, if it counts: anyone can attach one to a mail, whose text would then be lost. */
function findStatus(mail: Mail, { believed }: Origin): Uint8Array | undefined {
  if (!believed && !isReport(mail)) return undefined
  return mail.attachments.find(({ type }) => statusTypes.has(type.toLowerCase()))?.bytes
}

/**
 * An automatic reply has no sender in its envelope either, and a postmaster may be a person who asks: there it takes
 * more than words that people use, too.
 */
function isBelieved({ mail, envelope, origin, returned, notice }: Reading): boolean {
  if (notice === undefined || !origin.believed) return false
  const { nullSender, daemon, postmaster } = origin
  if (daemon || (nullSender && postmaster) || isReport(mail)) return true
  if (notice.plainly && automatic.test(mail.headers.get('Auto-Submitted') ?? '')) return true
  if (nullSender ? !notice.inWords : !notice.plainly) return false
  if (returned.headers.list.length > 0) return true
  return notice.plainly && !asks(mail, returned) && readNamed(mail, envelope, returned).length > 0
}

function isReport({ headers }: Mail): boolean {
  return multipartReport.test(headers.get('Content-Type') ?? '')
}

function asks({ headers }: Mail, { prose }: ReturnedMail): boolean {
  return (headers.text('Subject') ?? '').includes('?') || prose.slice(0, maxQuestion).includes('?')
}

function readProse({ mail, envelope, returned, notice }: Reading): RecipientStatus[] {
  const named = readNamed(mail, envelope, returned)
  const failed = (mail.headers.get('X-Failed-Recipients') ?? '')
    .split(',')
    .flatMap((each) => bareAddress(each) ?? [])
    .map((email) => named.find((each) => each.email === email) ?? { email, end: 0 })
  const recipients = failed.length > 0 ? failed : named
  return recipients.map((recipient) => ({
    recipient: recipient.email,
    outcome: notice?.says === 'delayed' ? ('pending' as const) : ('failed' as const),
    ...readWhy(recipient, returned.prose, recipients.length === 1),
  }))
}

function readWhy({ end }: NamedRecipient, prose: string, only: boolean) {
  const diagnostic = end > 0 || only ? findDiagnostic(prose, end) : undefined
  const code = statusCode.exec(diagnostic ?? '')?.[1] ?? (only ? statusCode.exec(prose)?.[1] : undefined)
  return compact({ code, diagnostic })
}

/** Statuses with whom and why out of the text, where some systems alone write it. */
function completed(
  told: readonly RecipientStatus[],
  { mail, envelope, returned }: Reading,
): RecipientStatus[] {
  const isWhole = (each: RecipientStatus) => each.recipient !== undefined && each.diagnostic !== undefined
  if (told.every(isWhole)) return [...told]
  const named = readNamed(mail, envelope, returned)
  const only = told.length === 1
  return told.map((each) => {
    const recipient = each.recipient ?? (only && named.length === 1 ? named[0]?.email : undefined)
    const known = named.find(({ email }) => email === recipient)
    const why =
      each.diagnostic === undefined ? readWhy(known ?? { email: '', end: 0 }, returned.prose, only) : {}
    return compact({ ...why, ...each, recipient })
  })
}

function withPermanence(status: RecipientStatus): RecipientStatus {
  if (status.outcome !== 'failed') return status
  const permanent = isPermanent(status.code, status.diagnostic)
  return compact({ ...status, permanent })
}
