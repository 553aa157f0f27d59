import { MalformedPayload } from '../core/errors.ts'
import { isFailureNotice, isNullSender } from './automated.ts'
import { decodeEightBit } from './decode-text.ts'
import { bareAddress, cleanText, headerValue } from './header-values.ts'
import { mailLimits } from './limits.ts'
import type { Delivery, Mail, MailHeader } from './mail.ts'
import { readHeaders } from './read-headers.ts'
import { type ReturnedMail, readReturnedMail, readUnreached } from './returned-mail.ts'

/** What became of one recipient (RFC 3464, section 2.3). */
export interface RecipientStatus {
  readonly recipient?: string
  /** The address that was written to, where the mail was then forwarded. */
  readonly writtenTo?: string
  readonly outcome: 'failed' | 'delivered' | 'pending'
  /** RFC 3463, e.g. `5.1.1`. */
  readonly code?: string
  readonly diagnostic?: string
}

export interface DeliveryReport {
  readonly recipients: readonly RecipientStatus[]
  /** Headers of the mail that the report is about. */
  readonly original: readonly MailHeader[]
}

const statusTypes = ['message/delivery-status', 'message/global-delivery-status']
/** Not in the middle of an IP address. */
const statusCode = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)/
const report = /^multipart\/report\b/i
const addressType = /^[a-z0-9-]+\s*;\s*/i
const blankLine = /\r?\n[ \t]*\r?\n/
const longestDiagnostic = 500

/**
 * A delivery report (RFC 3464), Exim's and Google's `X-Failed-Recipients`, or prose of a mail system that returns the
 * mail; none where the mail is nothing of these.
 */
export function readDeliveryReport(mail: Mail, delivery: Delivery): DeliveryReport | undefined {
  const status =
    isReport(mail, delivery) && mail.attachments.find(({ type }) => statusTypes.includes(type.toLowerCase()))
  if (!status && !isNullSender(mail, delivery)) return undefined
  const returned = readReturnedMail(mail)
  const recipients = status ? readStatus(status.bytes) : readFailedRecipients(mail, delivery, returned)
  return recipients.length > 0 ? { recipients, original: returned.headers } : undefined
}

/** Anyone can attach such a part to a mail, whose text would then be lost. */
function isReport(mail: Mail, delivery: Delivery): boolean {
  return report.test(headerValue(mail.headers, 'Content-Type') ?? '') || isNullSender(mail, delivery)
}

function readStatus(bytes: Uint8Array): RecipientStatus[] {
  const blocks = decodeEightBit(bytes)
    .trim()
    .split(blankLine, mailLimits.reportRecipients + 2)
  if (blocks.length > mailLimits.reportRecipients + 1)
    throw new MalformedPayload(
      'report_too_long',
      `the delivery report tells of more than ${mailLimits.reportRecipients} recipients`,
    )
  return blocks.flatMap((block) => readRecipient(readHeaders(Buffer.from(block))) ?? [])
}

function readRecipient(fields: readonly MailHeader[]): RecipientStatus | undefined {
  const address = (name: string) => bareAddress((headerValue(fields, name) ?? '').replace(addressType, ''))
  const recipient = address('Final-Recipient') ?? address('Original-Recipient')
  const writtenTo = address('Original-Recipient')
  const action = headerValue(fields, 'Action')?.toLowerCase().split(' ')[0]
  const code = statusCode.exec(headerValue(fields, 'Status') ?? '')?.[1]
  if (recipient === undefined && action === undefined && code === undefined) return undefined
  const diagnostic = cleanText((headerValue(fields, 'Diagnostic-Code') ?? '').replace(addressType, ''))
  return {
    ...(recipient !== undefined && { recipient }),
    ...(writtenTo !== undefined && { writtenTo }),
    outcome: readOutcome(action, code),
    ...(code !== undefined && { code }),
    ...(diagnostic !== undefined && { diagnostic: diagnostic.slice(0, longestDiagnostic) }),
  }
}

function readOutcome(action: string | undefined, code: string | undefined): RecipientStatus['outcome'] {
  if (action === 'failed' || (action === undefined && code?.startsWith('5'))) return 'failed'
  return action === 'delivered' ? 'delivered' : 'pending'
}

/** Believed only of a mail system: a customer's mail must not be able to make itself a report. */
function readFailedRecipients(mail: Mail, delivery: Delivery, returned: ReturnedMail): RecipientStatus[] {
  const value = headerValue(mail.headers, 'X-Failed-Recipients')
  const unreached = isFailureNotice(mail, delivery) ? readUnreached(returned) : []
  const recipients = value?.split(',').flatMap((each) => bareAddress(each) ?? []) ?? unreached
  const code = recipients.length === 1 ? statusCode.exec(returned.prose)?.[1] : undefined
  return recipients.map((recipient) => ({
    recipient,
    outcome: 'failed' as const,
    ...(code !== undefined && { code }),
  }))
}
