import type { NormalizeResult } from '../../contracts/platform.ts'
import { MalformedPayload } from '../../core/errors.ts'
import type { MailHeaders } from '../../kits/mail/headers/mail-headers.ts'
import type { Mail } from '../../kits/mail/mail.ts'
import { readMime } from '../../kits/mail/mime/read-mime.ts'
import { readParsed } from '../../kits/mail/read-parsed.ts'
import { readAttachments } from './attachments.ts'
import type { InboundPayload } from './payload.ts'
import { toRawEmail } from './raw-email.ts'

/**
 * `RawEmail` where the payload has it, filled up with what only the fields have: the headers that Postmark adds,
 * and in the test button's payload the HTML and the attachment too. Without it, or where it cannot be read, the fields.
 *
 * @param headers those of the fields
 * @param digest stands in for a missing Message-ID
 */
export async function readMail(
  payload: InboundPayload,
  headers: MailHeaders,
  digest: string,
): Promise<{ mail: Mail; unread: NormalizeResult['quarantined'] }> {
  const { mail: raw, unread } = await readRawEmail(payload)
  const files =
    raw && raw.attachments.length > 0
      ? { attachments: raw.attachments, unread: [] }
      : readAttachments(payload)
  const text = raw?.text || payload.TextBody
  const html = raw?.html || payload.HtmlBody
  const given = { ...(text && { text }), ...(html && { html }), attachments: files.attachments }
  const read: Omit<Mail, 'headers'> = raw?.attachments === files.attachments ? given : readParsed(given)
  const leftOut = (raw?.leftOut ?? 0) + (read.leftOut ?? 0)
  return {
    mail: {
      headers: raw === undefined ? headers : raw.headers.completedBy(headers.list),
      ...read,
      ...(leftOut > 0 && { leftOut }),
      digest,
    },
    unread: [...unread, ...files.unread],
  }
}

async function readRawEmail(
  payload: InboundPayload,
): Promise<{ mail?: Mail; unread: NormalizeResult['quarantined'] }> {
  const raw = payload.RawEmail ? toRawEmail(payload.RawEmail) : undefined
  if (!raw) return { unread: [] }
  try {
    const mail = await readMime(raw.bytes)
    return { mail: raw.exact ? mail : withBodiesOf(payload, mail), unread: [] }
  } catch (error) {
    if (!(error instanceof MalformedPayload)) throw error
    const why = `cannot be read as a mail (${error.code}): its other fields stand in`
    return { unread: [{ what: 'RawEmail', why, part: payload.RawEmail }] }
  }
}

/** Postmark decoded the fields from the mail's own bytes. */
function withBodiesOf({ TextBody, HtmlBody }: InboundPayload, mail: Mail): Mail {
  if (!TextBody && !HtmlBody) return mail
  const { attachments } = mail
  const given = { ...(TextBody && { text: TextBody }), ...(HtmlBody && { html: HtmlBody }), attachments }
  return { ...mail, ...readParsed(given), attachments }
}
