import * as z from 'zod'
import { MailHeaders } from '../../functions/kits/mail/headers/mail-headers.ts'
import { mailSettings } from '../../functions/kits/mail/mail-settings.ts'
import { mailToContact } from '../../functions/kits/mail/mail-to-contact.ts'
import { readMime } from '../../functions/kits/mail/mime/read-mime.ts'

export type Envelope = 'null sender' | 'unknown'

const settings = z.object(mailSettings).parse({ accounts: ['acme.test'] })
const context = { settings, receivedAt: '2026-11-20T19:43:22.105Z' }

/** What a mail is taken for, whatever its headers say of the envelope. */
export function judgeBounce(bytes: Uint8Array, envelope: Envelope) {
  const delivery = {
    ...(envelope === 'null sender' && { from: '' }),
    to: ['service@acme.test'],
    method: 'bounces',
  }
  const mail = readMime(bytes)
  // Where a list has sent the mail on, its envelope stands there.
  const headers = new MailHeaders(
    mail.headers.list.filter(({ name }) => name.toLowerCase() !== 'return-path'),
  )
  const { events, ignored } = mailToContact({ ...mail, headers }, delivery, context)
  const receipts = events.flatMap(({ receipt }) => (receipt === undefined ? [] : [receipt]))
  const automated = events[0]?.message?.automated
  return { kind: kindOf(receipts.length, ignored.length, automated), receipts, automated }
}

/** `bounce`: known, but not to whom or why it happened. */
function kindOf(receipts: number, ignored: number, automated: string | undefined) {
  if (receipts > 0) return 'failure'
  if (ignored > 0) return 'delay'
  if (automated === 'feedback_report') return 'complaint'
  return automated === 'bounce' ? 'bounce' : 'none'
}
