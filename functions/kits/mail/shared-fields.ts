import type { ContactEvent } from '../../../schemas/contact-event.ts'
import type { Envelope, Mail, MailContext } from './mail.ts'

const day = 86_400_000
/** A mail server gives up after days; an empty battery of a clock costs years. */
const maxBehind = 366 * day

/** Fields that all events of one mail have in common. */
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
  { method, found }: Envelope,
  { receivedAt }: MailContext,
  verdicts: NonNullable<Envelope['authentication']>,
): SharedFields {
  return {
    schemaVersion: '1',
    platform: 'email',
    surface: 'email',
    ...readTimes(mail, receivedAt),
    visibility: 'private',
    addressing: 'direct',
    reply: { public: false, windows: [] },
    authenticity: { method, proven: true, ...verdicts, ...found },
  }
}

/** The sender's clock is believed unless it is a day ahead, or so far behind that nobody still waits for an answer. */
function readTimes(
  { headers }: Mail,
  receivedAt: string,
): Pick<ContactEvent, 'occurredAt' | 'occurredAtSource' | 'receivedAt'> {
  const sentAt = headers.sentAt()
  const ahead = sentAt === undefined ? Number.NaN : Date.parse(sentAt) - Date.parse(receivedAt)
  const believable = sentAt !== undefined && ahead < day && ahead > -maxBehind
  return believable
    ? { occurredAt: sentAt, occurredAtSource: 'sender', receivedAt }
    : { occurredAt: receivedAt, occurredAtSource: 'received', receivedAt }
}
