import { createHmac } from 'node:crypto'
import * as z from 'zod'
import { readUrlencoded } from '../../../functions/kits/mail/urlencoded-form.ts'
import type { PlatformSender } from './contract.ts'

const signing = z.looseObject({ webhookKeys: z.array(z.string()).min(1) })
const url = 'http://localhost:8787/webhooks/mandrill'

/** Mandrill: its events, stored as the JSON that they are, become a form, signed together with the address. */
export const mandrill: PlatformSender = {
  localSecrets: { webhookKeys: ['local-mandrill-key'] },
  localSettings: { urls: [url] },
  sign(payload, secrets) {
    const key = signing.parse(secrets).webhookKeys[0] ?? ''
    const body = Buffer.from(`mandrill_events=${encode(payload)}`)
    const hmac = createHmac('sha1', key).update(url)
    for (const { name, bytes } of readUrlencoded(body)) hmac.update(name).update(bytes)
    return {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-mandrill-signature': hmac.digest('base64'),
      },
      body,
    }
  },
  renewal: {
    ids: [/"Message-Id":\s*"<([^<>@"]{1,500}@[^<>"]{1,500})>/g],
    varied: [],
    names: [],
    times: [/"Date":\s*"([^"]+)"/g],
  },
}

const kept = /[^A-Za-z0-9_.-]/g

/** Bytes as a value of a form. */
function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(kept, (unit) => `%${unit.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)
}
