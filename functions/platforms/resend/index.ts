import type { PlatformAdapter } from '../../contracts/platform.ts'
import { verifyStandardWebhook } from '../../kits/http/standard-webhooks.ts'
import { storedMails } from './fetch-mail.ts'
import { normalizeResend } from './normalize.ts'
import { type ResendSettings, resendSettings } from './settings.ts'

/** Mail that Resend receives: its webhook points to it, and it is fetched raw. */
export const resend: PlatformAdapter<ResendSettings> = {
  name: 'resend',
  label: 'Resend',
  settings: resendSettings,
  verify: (request, { signingSecrets }) => verifyStandardWebhook(request, signingSecrets, 'svix'),
  stored: storedMails,
  normalize: normalizeResend,
  operator: async () => (await import('./operator.ts')).operator,
}
