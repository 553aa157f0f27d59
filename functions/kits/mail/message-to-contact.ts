import type { ContactEvent, Person } from '../../../schemas/contact-event.ts'
import type { NormalizeResult } from '../../contracts/platform.ts'
import { compact } from '../../core/compact.ts'
import { eventId } from '../../core/ids.ts'
import { readAutomated } from './automated/automated.ts'
import { storeAttachments } from './files/store-attachments.ts'
import type { Mail, MailContext } from './mail.ts'
import type { People } from './people/people.ts'
import { readBody } from './reply/read-body.ts'
import type { Report } from './report/read-report.ts'
import type { SharedFields } from './shared-fields.ts'
import { identifyMail } from './thread/identify-mail.ts'
import { readThread } from './thread/thread.ts'

const languageTag = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i

const maxAccounts = 20

/** The one event of a mail that somebody, or a program, wrote to the company or for it. */
export function messageToContact(
  mail: Mail,
  report: Report,
  people: People,
  shared: SharedFields,
  { settings }: MailContext,
): NormalizeResult {
  const { id, digest } = identifyMail(mail)
  const { accounts, counterpart, tokenAddresses, direction, unprovenOwn } = people
  const thread = readThread(mail, id, { counterpart, tokenAddresses, replyToken: settings.replyToken })
  const automated = readAutomated(mail, report, settings.accounts, people)
  const author: Person = automated === 'bounce' ? { ...people.author, role: 'platform' } : people.author
  const language = mail.headers.get('Content-Language')?.split(',')[0]?.trim() ?? ''
  const { attachments, objects } = storeAttachments(mail)
  const startedBy = thread.conversation.match === 'none' &&
    author.id !== undefined && { id: author.id, role: author.role }
  const event: ContactEvent = {
    ...shared,
    id: eventId('email', 'message.created', id, digest, ...[...accounts].sort()),
    kind: 'message.created',
    account: toAccount(accounts),
    direction,
    conversation: { ...thread.conversation, ...(startedBy && { startedBy }) },
    message: compact({
      id,
      digest,
      ...readBody(mail, thread),
      ...(languageTag.test(language) && { language }),
      attachments,
      automated,
    }),
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
