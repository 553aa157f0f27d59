import type { PlatformAdapter } from '../../contracts/platform.ts'
import { mailToContact } from '../../kits/mail/mail-to-contact.ts'
import { readMime } from '../../kits/mail/read-mime.ts'
import { type ProvenMail, proveMail } from './prove-mail.ts'
import { type MimeSettings, mimeSettings } from './settings.ts'

/** Raw mail (`message/rfc822`) from the company's own mail server, see docs/postfix.md. */
export const mime: PlatformAdapter<MimeSettings, ProvenMail> = {
  name: 'mime',
  settings: mimeSettings,
  verify: proveMail,
  normalize: ({ raw, delivery }, context) => mailToContact(readMime(raw), delivery, context),
}
