import * as z from 'zod'
import { mailSettings } from '../../kits/mail/mail-settings.ts'

export const mailgunSettings = z.strictObject({
  ...mailSettings,
  spamFilter: z
    .boolean()
    .default(false)
    .meta({
      description:
        'Whether the domain’s spam filter is on in Mailgun. Then it writes what SPF and DKIM said into the mail ' +
        '(`X-Mailgun-Spf`), and that is believed; without it, whoever sends a mail could write it.',
    }),
  signingKeys: z
    .array(z.string().min(16, 'must be the HTTP webhook signing key, of at least 16 characters'))
    .min(1)
    .meta({
      secret: true,
      description:
        'The account’s HTTP webhook signing key (it is not the API key); several while it is changed, or for several accounts.',
    }),
  apiKeys: z
    .array(z.string().min(16, 'must be an API key of Mailgun, of at least 16 characters'))
    .default([])
    .meta({
      secret: true,
      description:
        'API keys by which mails are fetched that routes `store()`; several while one is changed. Not needed where they `forward()`.',
    }),
})

export type MailgunSettings = z.infer<typeof mailgunSettings>
