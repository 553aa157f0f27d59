import * as z from 'zod'
import { webhookSecret } from '../../kits/http/standard-webhooks.ts'
import { mailSettings } from '../../kits/mail/mail-settings.ts'

export const mimeSettings = z.strictObject({
  ...mailSettings,
  signingSecrets: z
    .array(webhookSecret)
    .min(1)
    .meta({ secret: true, description: 'Standard Webhooks secrets that the mail server may sign with.' }),
})

export type MimeSettings = z.infer<typeof mimeSettings>
