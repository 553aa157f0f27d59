import * as z from 'zod'
import { webAddress } from '../../kits/http/web-address.ts'
import { mailSettings } from '../../kits/mail/mail-settings.ts'

export const mandrillSettings = z.strictObject({
  ...mailSettings,
  urls: z
    .array(
      webAddress({
        example: 'https://abc.execute-api.eu-central-1.amazonaws.com/webhooks/mandrill',
        secretField: 'webhookKeys',
      }),
    )
    .min(1)
    .meta({
      description:
        'The address of the webhook, letter by letter as it stands in Mandrill: it is signed. Several while it is changed.',
    }),
  webhookKeys: z
    .array(z.string().min(10, 'must be the key of the webhook, of at least 10 characters'))
    .min(1)
    .meta({
      secret: true,
      description: 'The keys of the inbound routes; each route of Mandrill has its own.',
    }),
})

export type MandrillSettings = z.infer<typeof mandrillSettings>
