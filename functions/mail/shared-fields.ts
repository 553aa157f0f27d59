import type { ContactEvent } from '../../schemas/contact-event.ts'
import { headerValue } from './header-values.ts'
import type { Delivery, Mail, MailContext } from './mail.ts'
import { readSentAt } from './sent-at.ts'

const day = 86_400_000

/** What all events of one mail have in common. */
export type SharedFields = Pick<
  ContactEvent,
  | 'schemaVersion'
  | 'platform'
  | 'surface'
  | 'occurredAt'
  | 'occurredAtSource'
  | 'receivedAt'
  | 'visibility'
  | 'addressing'
  | 'reply'
  | 'authenticity'
>

export function readSharedFields(
  mail: Mail,
  { method }: Delivery,
  { receivedAt }: MailContext,
  verdicts: NonNullable<Delivery['authentication']>,
): SharedFields {
  return {
    schemaVersion: '1',
    platform: 'email',
    surface: 'email',
    ...readTimes(mail, receivedAt),
    visibility: 'private',
    addressing: 'direct',
    reply: { public: false, windows: [] },
    authenticity: { method, proven: true, ...verdicts },
  }
}

/** The sender's clock is believed unless it is a day ahead. */
function readTimes(
  { headers }: Mail,
  receivedAt: string,
): Pick<ContactEvent, 'occurredAt' | 'occurredAtSource' | 'receivedAt'> {
  const sentAt = readSentAt(headerValue(headers, 'Date'))
  const believable = sentAt !== undefined && Date.parse(sentAt) < Date.parse(receivedAt) + day
  return believable
    ? { occurredAt: sentAt, occurredAtSource: 'sender', receivedAt }
    : { occurredAt: receivedAt, occurredAtSource: 'received', receivedAt }
}
