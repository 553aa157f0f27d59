import * as z from 'zod'

const keys = z.array(z.string().min(1)).min(1)

export const metaSettings = z.strictObject({
  appSecrets: keys.meta({
    secret: true,
    description: 'App secrets that sign the webhooks; two while they rotate.',
  }),
  verifyTokens: keys.meta({
    secret: true,
    description: 'The words that you enter as “verify token” where you register the webhook.',
  }),
})

export type MetaSettings = z.infer<typeof metaSettings>
