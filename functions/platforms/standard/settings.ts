import * as z from 'zod'
import { webhookSecret } from '../../kits/http/standard-webhooks.ts'

const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be 1 to 40 lower-case letters, digits and dashes, a letter first')
const label = z.string().trim().min(1).max(60)

export const standardSettings = z.strictObject({
  platforms: z
    .record(slug, label)
    .refine((given) => Object.keys(given).length > 0, 'must name at least one system')
    .meta({
      description:
        'The systems that send here: what the `platform` of their events says, and what people call it, e.g. ' +
        '`{ telephone: "Telefon", forum: "Forum" }`. An event of any other goes into quarantine.',
    }),
  signingSecrets: z.array(webhookSecret).min(1).meta({
    secret: true,
    description:
      'Standard Webhooks secrets (`whsec_…`) that events may be signed with: one a system, or several while one is changed.',
  }),
})

export type StandardSettings = z.infer<typeof standardSettings>
