import { createPrivateKey, createPublicKey, createSign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { PlatformSender } from './contract.ts'

/** The key that signs locally, PKCS #8: `openssl dgst -sha256 -sign` takes it as it is. */
export const sendgridLocalKey = fileURLToPath(new URL('./sendgrid-local-key.pem', import.meta.url))

const privateKey = createPrivateKey(readFileSync(sendgridLocalKey))
const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')

/** What a boundary may consist of: RFC 2046, 5.1.1. */
const firstLine = /^--([0-9A-Za-z'()+_,./:=? -]{1,70}?)[ \t]*\r?\n/
const lineFeedOnly = /^--\S*[ \t]*\n/
const lineFeed = /\r?\n/g

/**
 * SendGrid: ECDSA over timestamp and body. Always signs with the local private key: SendGrid keeps the real ones.
 * Forms stored with LF become CRLF first, as they are sent.
 */
export const sendgrid: PlatformSender = {
  localSecrets: { publicKeys: [publicKey] },
  sign(payload, _secrets, now) {
    const body = toCrlf(payload)
    const boundary = firstLine.exec(Buffer.from(body.subarray(0, 256)).toString('latin1'))?.[1]
    const timestamp = String(Math.floor(now.getTime() / 1000))
    return {
      method: 'POST',
      headers: {
        'content-type': `multipart/form-data${boundary === undefined ? '' : `; boundary=${boundary}`}`,
        'x-twilio-email-event-webhook-signature': createSign('sha256')
          .update(timestamp)
          .update(body)
          .sign(privateKey, 'base64'),
        'x-twilio-email-event-webhook-timestamp': timestamp,
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

/** Only a form whose first line ends in LF was stored as text; in any other the line feeds are the mail's own. */
function toCrlf(payload: Uint8Array): Uint8Array {
  const text = Buffer.from(payload).toString('latin1')
  return lineFeedOnly.test(text) ? Buffer.from(text.replace(lineFeed, '\r\n'), 'latin1') : payload
}
