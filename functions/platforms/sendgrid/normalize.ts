import type { NormalizeContext, NormalizeResult } from '../../contracts/platform.ts'
import type { Proven } from '../../contracts/proven.ts'
import type { Mail } from '../../kits/mail/mail.ts'
import { mailToContact } from '../../kits/mail/mail-to-contact.ts'
import { readMime } from '../../kits/mail/mime/read-mime.ts'
import { readForm } from '../../kits/mail/multipart-form.ts'
import { readAttachments } from './attachments.ts'
import { type Fields, readFields } from './fields.ts'
import { readParsedMail } from './parsed-mail.ts'
import { readEnvelope } from './read-envelope.ts'
import type { SendgridSettings } from './settings.ts'

const parsedFields = ['headers', 'from', 'subject', 'text', 'html']

/**
 * One form is one mail: whole in the field `email` (option "POST the raw, full MIME message"), else taken apart.
 *
 * @throws MalformedPayload `form_*`, and what `readMime` and `mailToContact` throw
 */
export async function normalizeSendgrid(
  { body }: Proven,
  context: NormalizeContext<SendgridSettings>,
): Promise<NormalizeResult> {
  if (body.length === 0) return quarantine({ what: 'empty body', why: 'has no mail in it', part: '' })
  const fields = readFields(readForm(body))
  const read = await readMail(fields, body)
  if (!read)
    return quarantine({
      what: 'form',
      why: `has none of the fields email, ${parsedFields.join(', ')}`,
      part: { fields: [...fields.bytes.keys(), ...fields.files.map(({ name }) => name)] },
    })
  const { envelope, unread } = readEnvelope(fields)
  const result = mailToContact(read.mail, envelope, context)
  return { ...result, quarantined: [...result.quarantined, ...read.unread, ...unread] }
}

async function readMail(
  fields: Fields,
  body: Uint8Array,
): Promise<{ mail: Mail; unread: NormalizeResult['quarantined'] } | undefined> {
  const raw = fields.bytes.get('email')
  if (raw && raw.length > 0) {
    const mail = await readMime(raw)
    const { attachments, unread } = readAttachments(fields)
    return { mail: { ...mail, attachments: [...mail.attachments, ...attachments] }, unread }
  }
  const hasMail = fields.files.length > 0 || parsedFields.some((name) => fields.bytes.get(name)?.length)
  return hasMail ? readParsedMail(fields, body) : undefined
}

function quarantine(unread: NormalizeResult['quarantined'][number]): NormalizeResult {
  return { events: [], ignored: [], quarantined: [unread], objects: [] }
}
