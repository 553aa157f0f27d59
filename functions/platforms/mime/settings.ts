import * as z from 'zod'
import { mailSettings } from '../../kits/mail/mail-settings.ts'

export const mimeSettings = z.strictObject({
  ...mailSettings,
  signingSecrets: z
    .array(
      z
        .string()
        .regex(
          /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/,
          'must be whsec_ and 24 to 64 bytes in base64: openssl rand -base64 32',
        ),
    )
    .min(1)
    .meta({ secret: true, description: 'Standard Webhooks secrets that the mail server may sign with.' }),
})

export type MimeSettings = z.infer<typeof mimeSettings>
