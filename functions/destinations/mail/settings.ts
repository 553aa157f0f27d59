import * as z from 'zod'
import { presentationSettings } from '../../kits/delivery/language-settings.ts'
import { addressTemplate } from '../../kits/delivery/person-address.ts'

/** What an SMTP envelope and a header can hold without quoting: dots and plus signs, no comment, list or group. */
export const mailAddress = z
  .string()
  .regex(
    /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i,
    'must be one plain address, e.g. contacts@acme.example',
  )
  .max(254, 'must be at most 254 characters')

const loopback = new Set(['localhost', '127.0.0.1', '::1'])
const hostName = z.string().regex(/^[a-z0-9.:-]+$/i, 'must be a host name or address without port')

const smtp = z
  .strictObject({
    way: z.literal('smtp'),
    host: hostName.meta({ description: 'The server that takes mail for the mailbox, or a smart host.' }),
    port: z.int().min(1).max(65_535).default(587).meta({ description: 'Mostly 587, 465 (implicit) or 25.' }),
    tls: z.enum(['starttls', 'implicit', 'none']).default('starttls').meta({
      description:
        'How the connection is encrypted; a server that does not offer it gets no mail. `none` only on this machine.',
    }),
    servername: hostName.optional().meta({ description: 'The name in its certificate, where not `host`.' }),
    certificateAuthority: z
      .string()
      .startsWith('-----BEGIN CERTIFICATE-----', 'must be a certificate in PEM')
      .optional()
      .meta({ description: 'PEM of the authority to trust instead of the public ones.' }),
    user: z.string().min(1).optional().meta({ description: 'Signs in with `password`.' }),
  })
  .refine(({ tls, host }) => tls !== 'none' || loopback.has(host), {
    path: ['tls'],
    message: 'must be starttls or implicit (none only for localhost, 127.0.0.1 and ::1)',
  })

const ses = z.strictObject({
  way: z.literal('ses'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region, e.g. eu-central-1'),
  identity: z
    .string()
    .regex(/^[\w.+@-]+$/, 'must be a verified domain or address')
    .optional()
    .meta({ description: 'The verified identity to send as. Without it, the domain of `from`.' }),
  configurationSet: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be the name of a configuration set')
    .optional(),
  endpoint: z
    .url({ protocol: /^https$/ })
    .or(z.url({ protocol: /^http$/, hostname: /^(localhost|127\.0\.0\.1)$/ }))
    .optional()
    .meta({ description: 'Of a VPC endpoint, where the public one is not to be used.' }),
})

export const settings = z
  .strictObject({
    mailbox: mailAddress.meta({
      description:
        'Where every mail goes, and nowhere else. Never a mailbox whose mail comes in to Netzdialog.',
    }),
    from: mailAddress.meta({
      description: 'Who every mail comes from; mail that cannot be delivered returns there.',
    }),
    fromName: z
      .string()
      .regex(/^[^\p{C}@<>]{1,60}$/u, 'must be a name of at most 60 characters, without @')
      .optional()
      .meta({
        description:
          'Stands before `from` in every mail, in place of person and medium: for systems that keep one name per address.',
      }),
    domain: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'must be a domain, e.g. netzdialog.acme.example')
      .optional()
      .meta({ description: 'The right half of every Message-ID. Without it, the domain of `from`.' }),
    send: z.discriminatedUnion('way', [smtp, ses]).meta({
      description: 'By SMTP (`way: "smtp"`, `host`, …) or by Amazon SES (`way: "ses"`, `region`, …).',
    }),
    password: z.string().min(1).optional().meta({ secret: true, description: 'Of `send.user`.' }),
    replyTo: z.enum(['nobody', 'customer']).default('nobody').meta({
      description:
        '`customer`: a Reply-To with the customer’s address, by which a CRM knows who it is, and to which it writes when an agent answers.',
    }),
    customerAddress: addressTemplate.optional().meta({
      description:
        'The Reply-To of customers without an e-mail address, e.g. `contact+{platform}-{id}@social.acme.example`.',
    }),
    maxMegabytes: z.number().min(0.1).max(40).default(7).meta({
      description:
        'Attachments of one mail together, in MB; a third is added on the way. More becomes links.',
    }),
    ...presentationSettings,
  })
  .refine(
    ({ send, password }) => send.way !== 'smtp' || (send.user === undefined) === (password === undefined),
    {
      path: ['password'],
      message: 'must be given together with `send.user`',
    },
  )

export type MailSettings = z.infer<typeof settings>
export type SmtpSettings = z.infer<typeof smtp>
export type SesSettings = z.infer<typeof ses>

/** The right half of the Message-IDs. */
export function idDomain({ domain, from }: MailSettings): string {
  return domain ?? domainOf(from)
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
