import * as z from 'zod'

const keys = z.array(z.string().min(1))

export const twitterSettings = z.strictObject({
  consumerSecrets: keys.min(1).meta({
    secret: true,
    description: 'API key secrets of the X app; the first answers the challenge, all prove signatures.',
  }),
  clientSecrets: keys.default([]).meta({
    secret: true,
    description: 'OAuth 2.0 client secrets of the X app, for the newer signature header.',
  }),
  crc: z.enum(['consumer', 'client']).default('consumer').meta({
    secret: true,
    description: 'Which secret answers the challenge; beside the keys, so that it changes with them.',
  }),
  accounts: z
    .array(z.strictObject({ id: z.string().regex(/^\d{1,20}$/), handle: z.string().min(1).optional() }))
    .default([])
    .meta({
      description:
        'The company’s X accounts, all of them or none. They tell its own posts, replies to it and mentions of it ' +
        'among search hits; a hit that names none of them is listed under the first, or under `search`.',
    }),
})

export type TwitterSettings = z.infer<typeof twitterSettings>
