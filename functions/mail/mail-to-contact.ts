import type { ContactEvent, Person } from '../../schemas/contact-event.ts'
import { eventId } from '../core/ids.ts'
import type { NormalizeResult } from '../platforms/contract.ts'
import { readAuthentication } from './authentication.ts'
import { readAutomated } from './automated.ts'
import { readDeliveryReport } from './delivery-report.ts'
import { headerValue } from './header-values.ts'
import type { Delivery, Mail, MailContext } from './mail.ts'
import { liftDataImages } from './mime/lift-data-images.ts'
import { type People, readPeople } from './people.ts'
import { readBody } from './read-body.ts'
import { reportToContact } from './report-to-contact.ts'
import { readSharedFields, type SharedFields } from './shared-fields.ts'
import { storeAttachments } from './store-attachments.ts'
import { readSubject } from './subject.ts'
import { mailMessageId, readReferences, readThread } from './thread.ts'

const languageTag = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i

/**
 * What a mail means: one `message.created` for each of the company's addresses that it was delivered to, or, for a
 * delivery report, what became of each recipient. Pure: the same mail gives the same events.
 *
 * @throws MalformedPayload `html_too_complex`, `report_too_long`
 */
export function mailToContact(given: Mail, delivery: Delivery, context: MailContext): NormalizeResult {
  const mail = liftDataImages(given)
  const verdicts = {
    ...readAuthentication(mail.headers, context.settings.authservIds),
    ...delivery.authentication,
  }
  const people = readPeople(mail, delivery, context, verdicts.dmarc)
  const shared = readSharedFields(mail, delivery, context, verdicts)
  const report = readDeliveryReport(mail, delivery)
  if (report !== undefined) return reportToContact(mail, report, people, shared, context)
  if (people.accounts.length === 0) return quarantineUnaddressed(mail)
  return messageToContact(mail, delivery, people, shared, context)
}

function messageToContact(
  mail: Mail,
  delivery: Delivery,
  people: People,
  shared: SharedFields,
  { settings }: MailContext,
): NormalizeResult {
  const id = mailMessageId(mail)
  const { counterpart, tokenAddresses, direction, recipients } = people
  const conversation = readThread(mail, { counterpart, tokenAddresses, replyToken: settings.replyToken })
  const { reply, forward } = readSubject(conversation.subject)
  const automated = readAutomated(mail, delivery, settings.accounts)
  const author: Person = automated === 'bounce' ? { ...people.author, role: 'platform' } : people.author
  const language = headerValue(mail.headers, 'Content-Language')?.split(',')[0]?.trim() ?? ''
  const { attachments, objects } = storeAttachments(mail)
  const message = {
    id,
    ...readBody(mail, { forward, reply: reply || readReferences(mail.headers).ids.length > 0 }),
    ...(languageTag.test(language) && { language }),
    attachments,
    ...(automated !== undefined && { automated }),
  }
  const begins = conversation.match === 'none' && author.id !== undefined
  const events = people.accounts.map(
    (account): ContactEvent => ({
      ...shared,
      id: eventId('email', account, 'message.created', id),
      kind: 'message.created',
      account: { id: account },
      direction,
      conversation: {
        ...conversation,
        ...(begins && { startedBy: { id: author.id ?? account, role: author.role } }),
      },
      message,
      author,
      ...(recipients.length > 0 && { recipients }),
    }),
  )
  return { events, ignored: [], quarantined: [], objects }
}

function quarantineUnaddressed({ headers }: Mail): NormalizeResult {
  const why = 'neither the envelope nor a header names a recipient: have the gateway send the envelope'
  return { events: [], ignored: [], quarantined: [{ what: 'mail', why, part: { headers } }], objects: [] }
}
