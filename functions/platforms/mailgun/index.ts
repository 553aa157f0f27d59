import type { PlatformAdapter } from '../../contracts/platform.ts'
import { normalizeMailgun } from './normalize.ts'
import { type MailgunSettings, mailgunSettings } from './settings.ts'
import { storedMails } from './stored-mails.ts'
import { verifyOnce } from './verify.ts'

/** Mailgun routes: a form a mail, taken apart or, where the address ends in `mime`, whole. */
export const mailgun: PlatformAdapter<MailgunSettings> = {
  name: 'mailgun',
  label: 'Mailgun',
  settings: mailgunSettings,
  verify: verifyOnce,
  stored: storedMails,
  normalize: normalizeMailgun,
  operator: async () => (await import('./operator.ts')).operator,
}
