import * as z from 'zod'

const httpsUrl = z.string().superRefine((value, context) => {
  const url = URL.parse(value)
  const issue = (message: string) => context.addIssue({ code: 'custom', message })
  if (!url) issue('must be a whole address, e.g. https://crm.example.com/contacts')
  else if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback.has(url.hostname)))
    issue('must begin with https:// (http:// only for localhost, 127.0.0.1 and [::1])')
  else if (url.username || url.password)
    issue('must hold no user name or password: put them into `authorization`')
})

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

const signingSecret = z
  .string()
  .refine(isSigningSecret, 'must be `whsec_` and the base64 of 24 to 64 random bytes')
const headerValue = /^[\x21-\x7e]+( +[\x21-\x7e]+)*$/

export const settings = z.strictObject({
  url: httpsUrl.meta({ description: 'Where events are posted to.' }),
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
