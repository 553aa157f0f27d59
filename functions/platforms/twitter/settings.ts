import * as z from 'zod'

const key = z.string().min(1)
const keys = z.array(key)
const userId = z.string().regex(/^\d{1,20}$/)

export const twitterSettings = z.strictObject({
  consumerSecrets: keys.min(1).meta({
    secret: true,
    description: 'API key secrets of the X app; the first answers the challenge, all prove signatures.',
  }),
  clientSecrets: keys.default([]).meta({
    secret: true,
    description: 'OAuth 2.0 client secrets of the X app, for the newer signature header.',
  }),
  accountTokens: z
    .array(
      z.strictObject({
        account: userId.meta({ description: 'User id of the account.' }),
        consumerKey: key.meta({ description: 'API key of the app that the account let in.' }),
        consumerSecret: key.meta({ description: 'API key secret of that app.' }),
        token: key.meta({ description: 'Access token of the account.' }),
        tokenSecret: key.meta({ description: 'Access token secret of the account.' }),
      }),
    )
    .default([])
    .meta({
      secret: true,
      description:
        'The OAuth 1.0a token of each account by which pictures in its direct messages are fetched; without one they stay with X.',
    }),
  crc: z.enum(['consumer', 'client']).default('consumer').meta({
    secret: true,
    description: 'Which secret answers the challenge; beside the keys, so that it changes with them.',
  }),
  accounts: z
    .array(z.strictObject({ id: userId, handle: z.string().min(1).optional() }))
    .default([])
    .meta({
      description:
        'The company’s X accounts, all of them or none. They tell its own posts, replies to it and mentions of it ' +
        'among search hits; a hit that names none of them is listed under the first, or under `search`.',
    }),
})

export type TwitterSettings = z.infer<typeof twitterSettings>
