import * as z from 'zod'

const mailDomain = z
  .string()
  .max(253)
  .toLowerCase()
  .regex(/^(?:[a-z0-9-]{1,63}\.){1,10}[a-z0-9-]{2,63}$/, 'must be a domain, like mail.acme.example')

/** What has to stand at a platform for its webhooks to come, and how it is looked at. */
export const connection = z
  .strictObject({
    watched: z.boolean().default(true).meta({
      description: 'Whether a function of the stack looks at it every hour, as far as it can.',
    }),
    credentials: z
      .boolean()
      .default(false)
      .meta({
        description:
          'Whether the stack makes a secret, `<name>/connection/<platform>`, for what looking takes there (tokens, as `doctor` has them); ' +
          'without it only what can be seen without them is looked at. No function that takes webhooks can read it.',
      }),
    mend: z.boolean().default(false).meta({
      description:
        'Whether what is broken is put right at once where the platform’s API allows, unless somebody else would lose what they have.',
    }),
    mailDomains: z.array(mailDomain).max(20).optional().meta({
      description:
        'Of a mail gateway: domains whose MX has to lead to it. Of `ses`, the domains of `receiving` without it; `[]` for none.',
    }),
  })
  .meta({ description: 'How the watch looks at what has to stand there for webhooks to come.' })

export type ConnectionConfig = z.infer<typeof connection>
