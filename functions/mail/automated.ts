import type { Message } from '../../schemas/contact-event.ts'
import { isRobot } from './form.ts'
import { headerAddresses, headerText, headerValue } from './header-values.ts'
import type { Delivery, Mail } from './mail.ts'
import { isOwnList } from './mailing.ts'
import type { People } from './people.ts'
import { withoutTags } from './subject.ts'

type Sort = NonNullable<Message['automated']>

const reportType = /report-type\s*=\s*"?([a-z-]+)/i
const multipartReport = /^multipart\/report\b/i
const mailSystem = /^(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon|microsoftexchange[0-9a-f]{32})@/
const autoReplySubject =
  /^(?:automatisch(?:e|er)? (?:generierte )?(?:antwort|abwesenheits\w{4,12})|\[?auto(?:matic)?[ -]?reply\b|auto-?antwort|abwesenheits(?:notiz|nachricht|meldung|assistent)|abwesend|out[ -]of[ -](?:the[ -])?office|ich bin (?:derzeit )?nicht im (?:büro|haus))\b|^abwesenheit:|\b(?:ist außer haus|is out of the office)\.?[ ]*(?:\([^()]{0,100}\))?$/i
const bounceSubject =
  /^(?:undeliver(?:ed|able)|delivery (?:status notification|failure|has failed)|mail delivery (?:failed|failure|system)|failure notice|returned mail|unzustellbar|nicht zustellbar|zustellung fehlgeschlagen)/i
const delaySubject = /\bdelay|verzöger/i

/**
 * The sort of automated mail, by every sign that one carries (RFC 3834, RFC 2919, RFC 6522, and habits).
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
  const { headers } = mail
  const value = (name: string) => headerValue(headers, name)?.toLowerCase()
  const subject = withoutTags(headerText(headers, 'Subject') ?? '')
  const from = headerAddresses(headers, 'From')[0]?.email ?? ''
  const precedence = value('Precedence')
  const submitted = value('Auto-Submitted')

  const report = readReport(value('Content-Type') ?? '', mail)
  if (report !== undefined) return report
  const nullSender = isNullSender(mail, delivery)
  if (value('X-Failed-Recipients') !== undefined || mailSystem.test(from) || bounceSubject.test(subject)) {
    if (nullSender || mailSystem.test(from)) return 'bounce'
  }
  if (form && value('In-Reply-To') === undefined) return undefined
  if (
    submitted?.startsWith('auto-replied') ||
    value('X-Autoreply') !== undefined ||
    value('X-Autorespond') !== undefined ||
    value('X-Auto-Reply-From') !== undefined ||
    precedence === 'auto_reply' ||
    autoReplySubject.test(subject)
  )
    return 'auto_reply'
  if (form) return undefined
  const listed = !isOwnList(headers, accounts)
  if (listed && (value('List-Id') !== undefined || value('List-Post') !== undefined || precedence === 'list'))
    return 'list'
  if (listed && value('List-Unsubscribe') !== undefined) return 'bulk'
  if (submitted !== undefined && submitted !== 'no') return 'system'
  if (precedence === 'bulk' || precedence === 'junk') return 'bulk'
  if (nullSender) return 'auto_reply'
  // Exchange and ticket systems put narrower values on what people write.
  if (value('X-Auto-Response-Suppress') === 'all') return 'system'
  // Who names an address for answers reads them.
  if (isRobot(from) && (replyTo === undefined || isRobot(replyTo.email))) return 'system'
  return undefined
}

/** A mail system says in prose that a mail was not delivered; that it is only late leaves everything open. */
export function isFailureNotice(mail: Mail, delivery: Delivery): boolean {
  const subject = withoutTags(headerText(mail.headers, 'Subject') ?? '')
  const from = headerAddresses(mail.headers, 'From')[0]?.email ?? ''
  const failed = bounceSubject.test(subject) && !delaySubject.test(subject)
  return failed && mailSystem.test(from) && isNullSender(mail, delivery)
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
