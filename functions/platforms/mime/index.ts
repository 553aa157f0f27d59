import type { PlatformAdapter } from '../../contracts/platform.ts'
import { mailToContact } from '../../kits/mail/mail-to-contact.ts'
import { readMime } from '../../kits/mail/mime/read-mime.ts'
import { announcedMail } from './announced-mail.ts'
import { readEnvelope } from './read-envelope.ts'
import { type MimeSettings, mimeSettings } from './settings.ts'
import { verifyMail } from './verify-mail.ts'

/** Raw mail (`message/rfc822`) from the company's own mail server, see docs/postfix.md. */
export const mime: PlatformAdapter<MimeSettings> = {
  name: 'mime',
  label: 'MIME',
  settings: mimeSettings,
  verify: verifyMail,
  announces: announcedMail,
  normalize: ({ body, headers }, context) =>
    mailToContact(readMime(body), { ...readEnvelope(headers), method: 'standard-webhooks' }, context),
}
