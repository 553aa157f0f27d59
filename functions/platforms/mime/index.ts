import { mailToContact } from '../../mail/mail-to-contact.ts'
import { readMime } from '../../mail/read-mime.ts'
import type { PlatformAdapter } from '../contract.ts'
import { type ProvenMail, proveMail } from './prove-mail.ts'
import { type MimeSettings, mimeSettings } from './settings.ts'

/** Raw mail (`message/rfc822`) from the company's own mail server, see docs/postfix.md. */
export const mime: PlatformAdapter<MimeSettings, ProvenMail> = {
  name: 'mime',
  settings: mimeSettings,
  verify: proveMail,
  normalize: ({ raw, delivery }, context) => mailToContact(readMime(raw), delivery, context),
}
