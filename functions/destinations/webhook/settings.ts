import * as z from 'zod'
import { webAddress } from '../../kits/http/web-address.ts'

const receiver = webAddress({
  example: 'https://crm.example.com/contacts',
  secretField: 'authorization',
})

const signingSecret = z
  .string()
  .refine(isSigningSecret, 'must be `whsec_` and the base64 of 24 to 64 random bytes')
const headerValue = /^[\x21-\x7e]+( +[\x21-\x7e]+)*$/

export const settings = z.strictObject({
  url: receiver.meta({ description: 'Where events are posted to.' }),
  mode: z
    .enum(['structured', 'binary'])
    .default('structured')
    .meta({
      description:
        'How the CloudEvent travels. `structured`: whole, as `application/cloudevents+json`. `binary`: its `data` as ' +
        '`application/json`, its attributes as `ce-*` headers, for receivers that parse nothing else.',
    }),
  signingSecrets: z.array(signingSecret).min(1).meta({
    secret: true,
    description:
      'Every one of them signs every event (Standard Webhooks, `whsec_…`): add the new one, change the receiver, remove the old one.',
  }),
  authorization: z
    .string()
    .regex(headerValue, 'must be printable ASCII, as it stands in the Authorization header')
    .optional()
    .meta({ secret: true, description: 'The Authorization header, e.g. `Bearer …`.' }),
})

export type WebhookSettings = z.infer<typeof settings>

const prefix = 'whsec_'

function isSigningSecret(secret: string): boolean {
  const key = signingKey(secret)
  return `${prefix}${key.toString('base64')}` === secret && key.length >= 24 && key.length <= 64
}

/** The bytes that a `whsec_` secret stands for. */
export function signingKey(secret: string): Buffer {
  return Buffer.from(secret.slice(prefix.length), 'base64')
}
