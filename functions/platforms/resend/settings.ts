import * as z from 'zod'
import { webhookSecret } from '../../kits/http/standard-webhooks.ts'
import { mailSettings } from '../../kits/mail/mail-settings.ts'

export const resendSettings = z.strictObject({
  ...mailSettings,
  signingSecrets: z.array(webhookSecret).min(1).meta({
    secret: true,
    description: 'The signing secret of the webhook (`whsec_…`); several while it is changed.',
  }),
  apiKeys: z
    .array(z.string().regex(/^re_\w{8,200}$/, 'must be an API key of Resend: re_…'))
    .min(1)
    .meta({
      secret: true,
      description:
        'API keys (`re_…`) with full access, by which mails are fetched; several while one is changed.',
    }),
})

export type ResendSettings = z.infer<typeof resendSettings>
