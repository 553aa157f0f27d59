import { createHmac, randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { PlatformSender } from './contract.ts'

const signing = z.looseObject({ signingSecrets: z.array(z.string()).min(1) })
const headerEnd = /\r?\n\r?\n/
const folded = /\r?\n[ \t]+/g
const address = /[!#-'*+./-9=?A-Z^-~\x80-\xff-]{1,100}@[\w.\x80-\xff-]{1,255}/g
const fallback = 'service@acme.example'

/**
 * An own mail server: Standard Webhooks headers, and an envelope such as the one that would have brought this mail,
 * taken from its headers.
 */
export const mime: PlatformSender = {
  localSecrets: { signingSecrets: ['whsec_bG9jYWwtbWltZS1zaWduaW5nLXNlY3JldC0zMmJ5dGVz'] },
  sign(payload, secrets, now) {
    const secret = signing.parse(secrets).signingSecrets[0] ?? ''
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const id = `msg_${randomUUID()}`
    const timestamp = String(Math.floor(now.getTime() / 1000))
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(payload).digest('base64')
    return {
      method: 'POST',
      headers: {
        'content-type': 'message/rfc822',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
        ...envelopeOf(payload),
      },
      body: payload,
    }
  },
  renewal: {
    ids: [/^Message-ID:\s*<([^<>@]{1,500}@[^<>]{1,500})>/gim],
    varied: [],
    names: [],
    times: [/^Date:\s*([^\r\n]+)/gim],
  },
}

function envelopeOf(payload: Uint8Array): Record<string, string> {
  const headers = Buffer.from(payload).toString('latin1').split(headerEnd, 1)[0]?.replace(folded, ' ') ?? ''
  const lines = headers.split('\n')
  const find = (name: string) =>
    lines.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1)
  const [from] = find('return-path')?.match(address) ?? []
  const noted = find('x-original-to') ?? find('delivered-to')
  const to = (noted ?? find('to'))?.match(address) ?? [fallback]
  return {
    ...(find('return-path') !== undefined && { 'x-envelope-from': from ?? '<>' }),
    'x-envelope-to': noted === undefined ? (to[0] ?? fallback) : to.join(','),
  }
}
