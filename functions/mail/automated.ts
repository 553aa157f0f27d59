import type { Message } from '../../schemas/contact-event.ts'
import { headerAddresses, headerText, headerValue } from './header-values.ts'
import type { Delivery, Mail } from './mail.ts'

type Sort = NonNullable<Message['automated']>

const reportType = /report-type\s*=\s*"?([a-z-]+)/i
const multipartReport = /^multipart\/report\b/i
const mailSystem = /^(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon)@/
const robot =
  /^(?:no-?reply|do-?not-?reply|donotreply|nicht-?antworten|keine-?antwort|noreply[._-].*|.*[._-]no-?reply|notifications?|bounces?)(?:\+[^@]*)?@/
const autoReplySubject =
  /^(?:automatische antwort|auto(?:matic)? ?reply|autoreply|auto-?antwort|abwesenheits(?:notiz|nachricht|meldung|assistent)|abwesend|out of (?:the )?office|ich bin (?:derzeit )?nicht im (?:büro|haus))\b/i
const bounceSubject =
  /^(?:undeliver(?:ed|able)|delivery (?:status notification|failure|has failed)|mail delivery (?:failed|failure|system)|failure notice|returned mail|unzustellbar|nicht zustellbar|zustellung fehlgeschlagen)/i

/** The sort of automated mail, by every sign that one carries (RFC 3834, RFC 2919, RFC 6522, and habits). */
export function readAutomated(mail: Mail, delivery: Delivery): Sort | undefined {
  const { headers } = mail
  const value = (name: string) => headerValue(headers, name)?.toLowerCase()
  const subject = headerText(headers, 'Subject') ?? ''
  const from = headerAddresses(headers, 'From')[0]?.email ?? ''
  const precedence = value('Precedence')
  const submitted = value('Auto-Submitted')

  const report = readReport(value('Content-Type') ?? '', mail)
  if (report !== undefined) return report
  const nullSender = isNullSender(mail, delivery)
  if (value('X-Failed-Recipients') !== undefined || mailSystem.test(from) || bounceSubject.test(subject)) {
    if (nullSender || mailSystem.test(from)) return 'bounce'
  }
  if (
    submitted?.startsWith('auto-replied') ||
    value('X-Autoreply') !== undefined ||
    value('X-Autorespond') !== undefined ||
    value('X-Auto-Reply-From') !== undefined ||
    precedence === 'auto_reply' ||
    autoReplySubject.test(subject)
  )
    return 'auto_reply'
  if (value('List-Id') !== undefined || value('List-Post') !== undefined || precedence === 'list')
    return 'list'
  if (value('List-Unsubscribe') !== undefined || precedence === 'bulk' || precedence === 'junk') return 'bulk'
  if (submitted !== undefined && submitted !== 'no') return 'system'
  if (nullSender) return 'auto_reply'
  if (value('X-Auto-Response-Suppress') !== undefined || robot.test(from)) return 'system'
  return undefined
}

/** A report says so itself; a gateway that takes the mail apart may leave only its parts. */
function readReport(contentType: string, { attachments }: Mail): Sort | undefined {
  const has = (type: string) => attachments.some((each) => each.type.toLowerCase() === type)
  const type = multipartReport.test(contentType) ? reportType.exec(contentType)?.[1] : undefined
  if (type === 'feedback-report' || has('message/feedback-report')) return 'feedback_report'
  if (type === 'disposition-notification' || has('message/disposition-notification'))
    return 'disposition_notification'
  if (type === 'delivery-status' || has('message/delivery-status')) return 'bounce'
  return undefined
}

/** Bounces and automatic replies must not be answered, so nobody is named (RFC 5321, section 4.5.5). */
export function isNullSender({ headers }: Mail, { from }: Delivery): boolean {
  return (from ?? headerValue(headers, 'Return-Path'))?.replace('<>', '') === ''
}
