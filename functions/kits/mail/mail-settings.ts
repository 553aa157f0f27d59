import * as z from 'zod'

/** The settings that every mail gateway shares: spread into its own `z.strictObject`. */
export const mailSettings = {
  accounts: z
    .array(z.string().min(1).toLowerCase())
    .default([])
    .meta({
      description:
        'The company’s own addresses (`service@acme.test`) and domains (`acme.test`): a mail from one of them is ' +
        'the company’s own where that is proven. Without any, every mail counts as a customer’s.',
    }),
  authservIds: z
    .array(z.string().min(1).toLowerCase())
    .default([])
    .meta({
      description:
        'Names under which your own mail servers write Authentication-Results (RFC 8601), e.g. `mx.acme.test`; ' +
        'what others wrote there is not believed.',
    }),
  submissionCopies: z
    .array(z.string().min(3).toLowerCase())
    .default([])
    .meta({
      description:
        'Envelope recipients to which only your own mail server copies what people submit after they have logged in ' +
        '(docs/postfix.md): a mail that comes there is the company’s own. Nobody else must be able to write to them.',
    }),
  replyToken: z
    .string()
    .default('[0-9a-f]{32}')
    .refine(isPattern, 'must be a regular expression, e.g. [0-9a-f]{32}')
    .meta({
      description:
        'What the part after `+` in an envelope recipient must match to name the conversation: by default the ' +
        'conversation id without its `email:`. Whoever knows a token can write into its conversation.',
    }),
}

function isPattern(source: string): boolean {
  try {
    new RegExp(`^(?:${source})$`)
    return true
  } catch {
    return false
  }
}

const shape = z.object(mailSettings)

export type MailSettings = z.infer<typeof shape>
