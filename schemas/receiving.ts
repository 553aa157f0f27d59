import * as z from 'zod'

const mailName = z
  .string()
  .toLowerCase()
  .regex(
    /^(?:[^\s@]{1,64}@|\.)?(?:[a-z0-9-]{1,63}\.){1,10}[a-z0-9-]{2,63}$/,
    'must be a domain (acme.example), an address in it, or a dot and a domain for all below it',
  )

/** What Amazon SES is to receive. */
export const receiving = z.strictObject({
  recipients: z.array(mailName).min(1).max(100).meta({
    description: 'Domains (`acme.example`) and addresses (`service@acme.example`) that lead here.',
  }),
  ruleSet: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,64}$/, 'must be the name of a receipt rule set')
    .optional()
    .meta({
      description:
        'The rule set of the account that is active already: SES has one at a time. Without it the stack makes one, which you make active.',
    }),
  requireTls: z.boolean().optional().meta({
    description: 'Whether SES refuses mail that comes without TLS.',
  }),
})
