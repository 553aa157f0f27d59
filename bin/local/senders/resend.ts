import { createHash, createHmac } from 'node:crypto'
import * as z from 'zod'
import type { PlatformSender } from './contract.ts'

const signing = z.looseObject({ signingSecrets: z.array(z.string()).min(1) })

const receivedFor =
  /^Received:[^\r\n]{0,400}(?:\r?\n[ \t][^\r\n]{0,400}){0,5}?\bfor\s+<?([^\s;<>]{1,320})>?\s*;/gim

/**
 * Resend: the webhook (signed by Svix) points to a mail, which its API then names an address for. A payload is the raw mail;
 * one in JSON is a webhook of another kind, and is sent as it is.
 */
export const resend: PlatformSender = {
  localSecrets: {
    signingSecrets: ['whsec_bG9jYWwtcmVzZW5kLXNpZ25pbmctc2VjcmV0LTMyYnl0'],
    apiKeys: ['re_local_resend_key'],
  },
  holds(payload) {
    if (isJson(payload)) return []
    const id = idOf(payload)
    const mail = `https://inbound-cdn.resend.com/${id}/raw`
    const answer = { object: 'email', id, raw: { download_url: `${mail}?Signature=local` } }
    return [
      {
        url: `https://api.resend.com/emails/receiving/${id}`,
        type: 'application/json',
        body: Buffer.from(JSON.stringify(answer)),
      },
      { url: mail, type: 'message/rfc822', body: payload },
    ]
  },
  sign(payload, secrets, now) {
    const secret = signing.parse(secrets).signingSecrets[0] ?? ''
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const body = isJson(payload) ? payload : pointerTo(payload, now)
    const id = `msg_${createHash('sha256').update(body).digest('hex').slice(0, 26)}`
    const timestamp = String(Math.floor(now.getTime() / 1000))
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
    return {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'svix-id': id,
        'svix-timestamp': timestamp,
        'svix-signature': `v1,${signature}`,
      },
      body,
    }
  },
  renewal: {
    ids: [/^Message-ID:\s*<([^<>@]{1,500}@[^<>]{1,500})>/gim],
    varied: [],
    names: [],
    times: [/^Date:\s*([^\r\n]+)/gim],
  },
}

function isJson(payload: Uint8Array): boolean {
  return payload[0] === 0x7b
}

function idOf(payload: Uint8Array): string {
  return createHash('sha256').update(payload).digest('hex').slice(0, 36)
}

function pointerTo(payload: Uint8Array, now: Date): Uint8Array {
  const text = Buffer.from(payload).toString('latin1')
  const data = {
    email_id: idOf(payload),
    created_at: now.toISOString(),
    attachments: [],
    received_for: [...text.matchAll(receivedFor)].map(([, address]) => address),
  }
  return Buffer.from(JSON.stringify({ type: 'email.received', created_at: now.toISOString(), data }))
}
