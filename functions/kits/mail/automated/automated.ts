import type { Message } from '../../../../schemas/contact-event.ts'
import type { MailHeaders } from '../headers/mail-headers.ts'
import type { MailAddress } from '../headers/parse-addresses.ts'
import type { Mail } from '../mail.ts'
import { isRobot, sameDomain } from '../people/form.ts'
import { isOwnList } from '../people/mailing.ts'
import type { People } from '../people/people.ts'
import { isComplaint } from '../report/is-complaint.ts'
import type { Report } from '../report/read-report.ts'
import { isOutOfOffice } from './out-of-office.ts'

type Sort = NonNullable<Message['automated']>

const readReceipt = /^multipart\/report\b.{0,1000}\breport-type\s{0,9}=\s{0,9}"?disposition-notification/is
/** RFC 3834: a keyword, then parameters and comments, `no; owner-email="…"`. */
const keyword = /^[a-z-]{1,40}/
/** Marks that programs put on answers of theirs, with whatever value they like. */
const autoReplyHeaders = ['X-Autoreply', 'X-Autorespond', 'X-Auto-Reply-From', 'X-Autoresponder']
/** Headers of senders who keep count of what they send to many. SES does so for every mail. */
const campaignHeaders = ['X-Campaign', 'X-Campaign-Id', 'X-CampaignId', 'X-CSA-Complaints', 'X-MC-User']
const sesFeedback = /:amazonses$/

/**
 * The sort of automated mail (RFC 3834, RFC 2919, RFC 6522, and habits): by a sign that only programs give, or several
 * that point to one together. Who is taken for a program wrongly waits in vain, so that in doubt it is a person.
 *
 * @param accounts the company's own addresses and domains
 * @param people a person waits behind a form, whatever its program says of itself
 */
export function readAutomated(
  mail: Mail,
  { bounce, nullSender }: Report,
  accounts: readonly string[],
  { form, replyTo }: Pick<People, 'form' | 'replyTo'>,
): Sort | undefined {
  const { headers, attachments } = mail
  const value = (name: string) => headers.get(name)?.toLowerCase()
  if (isComplaint(mail)) return 'feedback_report'
  const types = new Set(attachments.map(({ type }) => type.toLowerCase()))
  if (readReceipt.test(value('Content-Type') ?? '') || types.has('message/disposition-notification'))
    return 'disposition_notification'
  if (bounce) return 'bounce'

  const isAnswer = headers.has('In-Reply-To') || headers.has('References')
  if (form && !headers.has('In-Reply-To')) return undefined
  const submitted = keyword.exec(value('Auto-Submitted') ?? '')?.[0]
  const precedence = value('Precedence')
  const isToMany = precedence === 'bulk' || precedence === 'junk'
  const suppress = value('X-Auto-Response-Suppress')
  const isProgram = submitted !== undefined && submitted !== 'no'
  if (
    submitted === 'auto-replied' ||
    precedence === 'auto_reply' ||
    autoReplyHeaders.some((name) => isYes(value(name))) ||
    isOutOfOffice(mail, isAnswer || nullSender || isProgram || isToMany || suppress === 'all')
  )
    return 'auto_reply'
  if (form) return undefined
  const listed = !isOwnList(headers, accounts)
  if (listed && (headers.has('List-Id') || headers.has('List-Post') || precedence === 'list')) return 'list'
  const [from] = headers.addresses('From')
  // Who names an address for answers reads them.
  const isUnread = isRobot(from?.email) && (replyTo === undefined || isRobot(replyTo.email))
  const isMailing = headers.has('List-Unsubscribe') && (isToMany || isCounted(headers) || isUnread)
  if (listed && isMailing && !isAnswer) return 'bulk'
  const waits = !isAnswer && !headers.has('List-Unsubscribe') && isElsewhere(from, replyTo)
  if (isProgram && !waits) return 'system'
  if (nullSender) return 'auto_reply'
  return isUnread || (isToMany && suppress === 'all' && !waits) ? 'system' : undefined
}

/** A form or a portal says of itself that it is a program, and in Reply-To stands the person who waits. */
function isElsewhere(from: MailAddress | undefined, replyTo: People['replyTo']): boolean {
  return replyTo !== undefined && !isRobot(replyTo.email) && !sameDomain(from?.email, replyTo.email)
}

function isCounted(headers: MailHeaders): boolean {
  const feedback = headers.get('Feedback-ID')?.toLowerCase()
  return (
    (feedback !== undefined && !sesFeedback.test(feedback)) ||
    campaignHeaders.some((name) => headers.has(name))
  )
}

function isYes(value: string | undefined): boolean {
  return value !== undefined && value !== 'no' && value !== 'false' && value !== '0'
}
