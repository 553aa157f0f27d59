import type { NormalizeContext, NormalizeResult } from '../../contracts/platform.ts'
import type { Proven } from '../../contracts/proven.ts'
import { MalformedPayload } from '../../core/errors.ts'
import { mailToContact } from '../../kits/mail/mail-to-contact.ts'
import { readMime } from '../../kits/mail/mime/read-mime.ts'
import type { FormPart } from '../../kits/mail/multipart-form.ts'
import { bytesOf, readJson, readParts } from './fields.ts'
import { readParsedMail } from './parsed-mail.ts'
import { readEnvelope } from './read-envelope.ts'
import type { MailgunSettings } from './settings.ts'
import { storedFiles } from './stored-mails.ts'

const mailFields = ['message-headers', 'from', 'subject', 'body-plain', 'body-html']
/** Fields that a header of the mail must not take the place of. */
const decisive = ['body-mime', 'message-headers']
const json = /^\s*(?:\{|\[)/

/**
 * One form is one mail for one recipient: whole in `body-mime`, else taken apart.
 *
 * @throws MalformedPayload `form_*`, and what `readMime` and `mailToContact` throw
 */
export function normalizeMailgun(
  proven: Proven,
  context: NormalizeContext<MailgunSettings>,
): NormalizeResult {
  const body = Buffer.from(proven.body).toString('utf8', 0, 64)
  if (json.test(body)) {
    const part = readJson(Buffer.from(proven.body).toString('utf8'))
    return quarantine(
      'event webhook',
      'this address takes the mail of routes: take it out of Webhooks',
      part ?? null,
    )
  }
  const parts = readParts(proven)
  const isTwice = decisive.some((name) => bytesOf(parts, name).length > 1)
  if (isTwice)
    throw new MalformedPayload('form_ambiguous', 'a header of the mail is called as a field of Mailgun is')
  const read = readMail(parts)
  if (!read) return quarantine('form', 'has no mail in it', { fields: parts.map(({ name }) => name) })
  const envelope = readEnvelope(parts, read.mail.headers, context.settings)
  const result = mailToContact(read.mail, envelope, context)
  return { ...result, quarantined: [...result.quarantined, ...read.unread, ...findStored(parts)] }
}

function readMail(parts: readonly FormPart[]) {
  const [raw] = bytesOf(parts, 'body-mime')
  if (raw && raw.length > 0) return { mail: readMime(raw), unread: [] }
  return mailFields.some((name) => bytesOf(parts, name).some((bytes) => bytes.length > 0))
    ? readParsedMail(parts)
    : undefined
}

/** `store()` keeps the files of a mail at Mailgun, for three days and behind its API key. */
function findStored(parts: readonly FormPart[]): NormalizeResult['quarantined'] {
  const part = storedFiles(parts)
  if (!part) return []
  return [{ what: 'attachments', why: 'stay with Mailgun: forward() the mail, or set stored', part }]
}

function quarantine(what: string, why: string, part: unknown): NormalizeResult {
  return { events: [], ignored: [], quarantined: [{ what, why, part }], objects: [] }
}
