import { bareAddress, headerText, headerValue } from '../headers/header-values.ts'
import type { Delivery, Mail, MailHeader } from '../mail.ts'
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
  readonly original: readonly MailHeader[]
}

const statusTypes = new Set(['message/delivery-status', 'message/global-delivery-status'])
const multipartReport = /^multipart\/report\b/i
const automatic = /^auto-(?:generated|replied|notified)\b/i
/** Characters at the beginning in which a person would ask. */
const maxQuestion = 2000

/**
 * A delivery report (RFC 3464), Exim's and Google's `X-Failed-Recipients`, or prose of a mail system that returns the
 * mail; none where the mail is nothing of these, or names nobody.
 *
 * @throws MalformedPayload `report_too_long`
 */
export function readDeliveryReport(mail: Mail, delivery: Delivery): DeliveryReport | undefined {
  const origin = readOrigin(mail, delivery)
  const status = findStatus(mail, origin)
  if (status === undefined && !origin.believed) return undefined
  const returned = readReturnedMail(mail)
  const notice = readNotice(mail, returned)
  const told = status === undefined ? [] : readStatus(status, notice?.says === 'delayed')
  const recipients =
    told.length > 0
      ? completed(told, mail, delivery, returned)
      : readProse(mail, delivery, { origin, returned, notice })
  if (recipients.length === 0) return undefined
  return { recipients: recipients.map(withPermanence), original: returned.headers }
}

/**
 * Whether a mail system says that a mail was not delivered, or is late, also where nobody can tell to whom. Someone
 * who quotes such a mail, or asks about one, is none.
 */
export function isBounce(mail: Mail, delivery: Delivery): boolean {
  const origin = readOrigin(mail, delivery)
  if (origin.daemon || findStatus(mail, origin) !== undefined) return true
  if (!origin.believed) return false
  if (origin.nullSender && origin.postmaster) return true
  const returned = readReturnedMail(mail)
  return isBelieved(readNotice(mail, returned), origin, returned, mail, delivery)
}

/** Anyone can attach such a part to a mail, whose text would then be lost. */
function findStatus(mail: Mail, { believed }: Origin): Uint8Array | undefined {
  if (!believed && !isReport(mail)) return undefined
  return mail.attachments.find(({ type }) => statusTypes.has(type.toLowerCase()))?.bytes
}

/**
 * An automatic reply has no sender in its envelope either, and a postmaster may be a person who asks: there it takes
 * more than words that people use, too.
 */
function isBelieved(
  notice: Notice | undefined,
  origin: Origin,
  returned: ReturnedMail,
  mail: Mail,
  delivery: Delivery,
): boolean {
  if (notice === undefined || !origin.believed) return false
  const { nullSender, daemon, postmaster } = origin
  if (daemon || (nullSender && postmaster) || isReport(mail)) return true
  if (notice.plainly && automatic.test(headerValue(mail.headers, 'Auto-Submitted') ?? '')) return true
  if (nullSender ? !notice.inWords : !notice.plainly) return false
  if (returned.headers.length > 0) return true
  return notice.plainly && !asks(mail, returned) && readNamed(mail, delivery, returned).length > 0
}

function isReport({ headers }: Mail): boolean {
  return multipartReport.test(headerValue(headers, 'Content-Type') ?? '')
}

function asks({ headers }: Mail, { prose }: ReturnedMail): boolean {
  return (headerText(headers, 'Subject') ?? '').includes('?') || prose.slice(0, maxQuestion).includes('?')
}

function readProse(
  mail: Mail,
  delivery: Delivery,
  { origin, returned, notice }: { origin: Origin; returned: ReturnedMail; notice: Notice | undefined },
): RecipientStatus[] {
  if (notice === undefined || !isBelieved(notice, origin, returned, mail, delivery)) return []
  const named = readNamed(mail, delivery, returned)
  const failed = (headerValue(mail.headers, 'X-Failed-Recipients') ?? '')
    .split(',')
    .flatMap((each) => bareAddress(each) ?? [])
    .map((email) => named.find((each) => each.email === email) ?? { email, end: 0 })
  const recipients = failed.length > 0 ? failed : named
  return recipients.map((recipient) => ({
    recipient: recipient.email,
    outcome: notice.says === 'delayed' ? ('pending' as const) : ('failed' as const),
    ...readWhy(recipient, returned.prose, recipients.length === 1),
  }))
}

function readWhy({ end }: NamedRecipient, prose: string, only: boolean) {
  const diagnostic = end > 0 || only ? findDiagnostic(prose, end) : undefined
  const code = statusCode.exec(diagnostic ?? '')?.[1] ?? (only ? statusCode.exec(prose)?.[1] : undefined)
  return { ...(code !== undefined && { code }), ...(diagnostic !== undefined && { diagnostic }) }
}

/** Some systems write into the text alone whom they mean, and why. */
function completed(
  told: readonly RecipientStatus[],
  mail: Mail,
  delivery: Delivery,
  returned: ReturnedMail,
): RecipientStatus[] {
  const isWhole = (each: RecipientStatus) => each.recipient !== undefined && each.diagnostic !== undefined
  if (told.every(isWhole)) return [...told]
  const named = readNamed(mail, delivery, returned)
  const only = told.length === 1
  return told.map((each) => {
    const recipient = each.recipient ?? (only && named.length === 1 ? named[0]?.email : undefined)
    const known = named.find(({ email }) => email === recipient)
    const why =
      each.diagnostic === undefined ? readWhy(known ?? { email: '', end: 0 }, returned.prose, only) : {}
    return { ...why, ...each, ...(recipient !== undefined && { recipient }) }
  })
}

function withPermanence(status: RecipientStatus): RecipientStatus {
  if (status.outcome !== 'failed') return status
  const permanent = isPermanent(status.code, status.diagnostic)
  return { ...status, ...(permanent !== undefined && { permanent }) }
}
