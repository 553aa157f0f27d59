import type { ContactEvent, Person } from '../../../schemas/contact-event.ts'
import type { NormalizeResult } from '../../contracts/platform.ts'
import { eventId } from '../../core/ids.ts'
import { readAutomated } from './automated/automated.ts'
import { liftDataImages } from './files/lift-data-images.ts'
import { storeAttachments } from './files/store-attachments.ts'
import { headerValue } from './headers/header-values.ts'
import type { Delivery, Mail, MailContext } from './mail.ts'
import { readAuthentication } from './people/authentication.ts'
import { type People, readPeople } from './people/people.ts'
import { isFromProven } from './people/prove-own.ts'
import { readBody } from './reply/read-body.ts'
import { readDeliveryReport } from './report/delivery-report.ts'
import { reportToContact } from './report-to-contact.ts'
import { readSharedFields, type SharedFields } from './shared-fields.ts'
import { mailDigest } from './thread/mail-digest.ts'
import { readSubject } from './thread/subject.ts'
import { mailMessageId, readReferences, readThread } from './thread/thread.ts'

const languageTag = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i

const maxAccounts = 20

/**
 * What a mail means: one `message.created`, whatever number of the company's addresses it was delivered to, or, for a
 * delivery report, what became of each recipient. Pure: the same mail gives the same events.
 *
 * @throws MalformedPayload `html_too_complex`, `report_too_long`
 */
export function mailToContact(given: Mail, delivery: Delivery, context: MailContext): NormalizeResult {
  const { settings } = context
  const mail = liftDataImages(given)
  const authentication = readAuthentication(mail.headers, settings.authservIds, delivery)
  const proven = isFromProven(mail, delivery, authentication, settings)
  const people = readPeople(mail, delivery, context, proven)
  const shared = readSharedFields(mail, delivery, context, authentication.verdicts)
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
  const digest = mailDigest(mail)
  const { accounts, counterpart, tokenAddresses, direction, unprovenOwn } = people
  const conversation = readThread(mail, { counterpart, tokenAddresses, replyToken: settings.replyToken })
  const { reply, forward } = readSubject(conversation.subject)
  const automated = readAutomated(mail, delivery, settings.accounts, people)
  const author: Person = automated === 'bounce' ? { ...people.author, role: 'platform' } : people.author
  const language = headerValue(mail.headers, 'Content-Language')?.split(',')[0]?.trim() ?? ''
  const { attachments, objects } = storeAttachments(mail)
  const startedBy = conversation.match === 'none' &&
    author.id !== undefined && { id: author.id, role: author.role }
  const event: ContactEvent = {
    ...shared,
    id: eventId('email', 'message.created', id, digest, ...[...accounts].sort()),
    kind: 'message.created',
    account: toAccount(accounts),
    direction,
    conversation: { ...conversation, ...(startedBy && { startedBy }) },
    message: {
      id,
      digest,
      ...readBody(mail, { forward, reply: reply || readReferences(mail.headers).ids.length > 0 }),
      ...(languageTag.test(language) && { language }),
      attachments,
      ...(automated !== undefined && { automated }),
    },
    author,
    ...(people.recipients.length > 0 && { recipients: people.recipients }),
    ...(people.recipientCount !== undefined && { recipientCount: people.recipientCount }),
    ...(people.replyTo !== undefined && { replyTo: people.replyTo }),
    authenticity: { ...shared.authenticity, ...(unprovenOwn && { unprovenOwn }) },
  }
  return { events: [event], ignored: [], quarantined: [], objects }
}

/** However many mailboxes a mail is delivered to, it is one contact, and names so many of them. */
function toAccount([id = '', ...others]: readonly string[]): ContactEvent['account'] {
  const named = others.slice(0, maxAccounts - 1)
  return {
    id,
    ...(named.length > 0 && { others: named }),
    ...(others.length > named.length && { moreOthers: others.length - named.length }),
  }
}

function quarantineUnaddressed({ headers }: Mail): NormalizeResult {
  const why = 'neither the envelope nor a header names a recipient: have the gateway send the envelope'
  return { events: [], ignored: [], quarantined: [{ what: 'mail', why, part: { headers } }], objects: [] }
}
