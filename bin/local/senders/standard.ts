import { createHash, createHmac } from 'node:crypto'
import * as z from 'zod'
import type { PlatformSender } from './contract.ts'

const signing = z.looseObject({ signingSecrets: z.array(z.string()).min(1) })

/** A system of one's own: Standard Webhooks headers, and the same `webhook-id` for the same body. */
export const standard: PlatformSender = {
  localSecrets: { signingSecrets: ['whsec_bG9jYWwtc3RhbmRhcmQtd2ViaG9va3Mtc2VjcmV0LTMy'] },
  localSettings: {
    platforms: {
      standard: 'Standard',
      telephone: 'Telefon',
      scanner: 'Poststelle',
      forum: 'Forum',
      blog: 'Blog',
      wiki: 'Wiki',
      reviews: 'Bewertungsportal',
    },
  },
  sign(payload, secrets, now) {
    const secret = signing.parse(secrets).signingSecrets[0] ?? ''
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const id = `msg_${createHash('sha256').update(payload).digest('hex').slice(0, 32)}`
    const timestamp = String(Math.floor(now.getTime() / 1000))
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(payload).digest('base64')
    return {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      body: payload,
    }
  },
  renewal: {
    ids: [/"message":\s*\{\s*"id":\s*"([^"]+)"/g],
    varied: [/"author":\s*\{\s*"id":\s*"([^"]+)"/g],
    names: [/"name":\s*"([^"]+)"/g],
    times: [/"occurredAt":\s*"([^"]+)"/g],
  },
}
