import type { LanguageRow } from '../mail-language.ts'

/** English. */
export const en: LanguageRow = {
  code: 'en',
  from: 'from',
  sent: 'sent | sent at | sent on',
  date: 'date',
  to: 'to',
  cc: 'cc | bcc',
  subject: 'subject',
  openings: 'On | In a message dated',
  dateWords: 'at | on | o’clock',
  verbs: 'wrote | writes',
  quoting: 'Quoting',
  pronouns: 'i | me | we | us | you | your | my | our | he | she | they | who',
  separators: 'Original Message | Original Mail | Original E-Mail | Original Appointment | Reply Message',
  forwards: 'Forwarded message | Forwarded by … | Begin forwarded message',
  replyPrefixes: 'Re | Reply',
  forwardPrefixes: 'Fwd | Fw | Forward | Forwarded',
  sentFrom:
    'Sent from my … | Sent from Mail … | Sent from Outlook … | Sent from Yahoo … | Sent via … | Sent with … | Get Outlook for …',
  greetings: 'hi | hello | hey | dear | good morning | good afternoon | good evening',
  answersBelow:
    'below | inline | in-line | in line | in red | in blue | in green | in bold | between the lines | underneath | beneath | within your email | in yellow | in orange | in purple | in italics | highlighted | in caps | directly in your email | in the body of',
  outOfOffice:
    'automatic reply | auto reply | autoreply | auto-reply | auto response | auto-response | automatic response | automated reply | automated response | out of office reply | out of office autoreply | out of office auto reply | out of office | out-of-office | out of the office | out-of-office reply | vacation reply | vacation message | away message | ooo',
  outOfOfficeWords: 'away | on vacation | on holiday | on leave | i am out of the office | vacation',
  isAway: 'is out of the office | is away | is on vacation',
  absence:
    'i am out of office | i’m out of office | i am out of the office | i’m out of the office | i will be out of | i am currently out | currently out of the office | i am away | i’m away | i am on vacation | i am on holiday | i am on leave | on annual leave | on parental leave | will be back | i will return | i’ll be back | my return | when i return | limited access to | no access to my e | this is an automat | automatically generated | thank you for your e | thank you for your message | thanks for your e | thanks for your message | i am not in the office | not available until | return to the office | back in the office | out of the office until',
}
