import * as z from 'zod'
import { mailSettings } from '../../kits/mail/mail-settings.ts'

export const postmarkSettings = z.strictObject({
  ...mailSettings,
  credentials: z
    .array(z.string().regex(/^[^:]+:.+$/s, 'must be user:password, as in the webhook URL before the @'))
    .min(1)
    .meta({
      secret: true,
      description:
        '`user:password` of the webhook URL (`https://user:password@…`); several while they are changed.',
    }),
})

export type PostmarkSettings = z.infer<typeof postmarkSettings>
