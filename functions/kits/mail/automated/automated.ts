import type { Message } from '../../../../schemas/contact-event.ts'
import { headerAddresses, headerValue, type MailAddress } from '../headers/header-values.ts'
import type { Delivery, Mail } from '../mail.ts'
import { isRobot, sameDomain } from '../people/form.ts'
import { isOwnList } from '../people/mailing.ts'
import type { People } from '../people/people.ts'
import { isBounce } from '../report/delivery-report.ts'
import { isComplaint } from '../report/is-complaint.ts'
import { isNullSender } from '../report/mail-system.ts'
import { isOutOfOffice } from './out-of-office.ts'

type Sort = NonNullable<Message['automated']>

const readReceipt = /^multipart\/report\b.{0,1000}\breport-type\s{0,9}=\s{0,9}"?disposition-notification/is
/** RFC 3834: a keyword, then parameters and comments, `no; owner-email="…"`. */
const keyword = /^[a-z-]{1,40}/
/** Programs put their own marks on answers of theirs, and the value is whatever they like. */
const autoReplyHeaders = ['X-Autoreply', 'X-Autorespond', 'X-Auto-Reply-From', 'X-Autoresponder']
/** Who sends to many keeps count of it. SES does so for every mail. */
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
  delivery: Delivery,
  accounts: readonly string[],
  { form, replyTo }: Pick<People, 'form' | 'replyTo'>,
): Sort | undefined {
  const { headers, attachments } = mail
  const value = (name: string) => headerValue(headers, name)?.toLowerCase()
  if (isComplaint(mail)) return 'feedback_report'
  const types = new Set(attachments.map(({ type }) => type.toLowerCase()))
  if (readReceipt.test(value('Content-Type') ?? '') || types.has('message/disposition-notification'))
    return 'disposition_notification'
  if (isBounce(mail, delivery)) return 'bounce'

  const isAnswer = value('In-Reply-To') !== undefined || value('References') !== undefined
  if (form && value('In-Reply-To') === undefined) return undefined
  const submitted = keyword.exec(value('Auto-Submitted') ?? '')?.[0]
  const precedence = value('Precedence')
  const isToMany = precedence === 'bulk' || precedence === 'junk'
  const nullSender = isNullSender(mail, delivery)
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
  if (listed && (value('List-Id') !== undefined || value('List-Post') !== undefined || precedence === 'list'))
    return 'list'
  const [from] = headerAddresses(headers, 'From')
  // Who names an address for answers reads them.
  const isUnread = isRobot(from?.email) && (replyTo === undefined || isRobot(replyTo.email))
  const isMailing = value('List-Unsubscribe') !== undefined && (isToMany || isCounted(value) || isUnread)
  if (listed && isMailing && !isAnswer) return 'bulk'
  const waits = !isAnswer && value('List-Unsubscribe') === undefined && isElsewhere(from, replyTo)
  if (isProgram && !waits) return 'system'
  if (nullSender) return 'auto_reply'
  return isUnread || (isToMany && suppress === 'all' && !waits) ? 'system' : undefined
}

/** A form or a portal says of itself that it is a program, and in Reply-To stands the person who waits. */
function isElsewhere(from: MailAddress | undefined, replyTo: People['replyTo']): boolean {
  return replyTo !== undefined && !isRobot(replyTo.email) && !sameDomain(from?.email, replyTo.email)
}

function isCounted(value: (name: string) => string | undefined): boolean {
  const feedback = value('Feedback-ID')
  return (
    (feedback !== undefined && !sesFeedback.test(feedback)) ||
    campaignHeaders.some((name) => value(name) !== undefined)
  )
}

function isYes(value: string | undefined): boolean {
  return value !== undefined && value !== 'no' && value !== 'false' && value !== '0'
}
