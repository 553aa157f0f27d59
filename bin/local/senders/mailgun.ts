import { createHash, createHmac } from 'node:crypto'
import * as z from 'zod'
import type { PlatformSender } from './contract.ts'

const signing = z.looseObject({ signingKeys: z.array(z.string()).min(1) })
const firstLine = /^--([0-9A-Za-z'()+_,./:=?-]{1,70})\r?\n/
const lineFeedOnly = /^--\S*\n/
const lineFeed = /\r?\n/g

/** Mailgun: a form, with its proof as three more fields. Forms stored with LF become CRLF first, as they are sent. */
export const mailgun: PlatformSender = {
  localSecrets: { signingKeys: ['local-mailgun-signing-key'] },
  sign(payload, secrets, now) {
    const key = signing.parse(secrets).signingKeys[0] ?? ''
    const timestamp = String(Math.floor(now.getTime() / 1000))
    const token = createHash('sha256').update(payload).digest('hex').slice(0, 50)
    const signature = createHmac('sha256', key)
      .update(timestamp + token)
      .digest('hex')
    const proof = { timestamp, token, signature }
    const body = toCrlf(payload)
    const boundary = firstLine.exec(Buffer.from(body.subarray(0, 256)).toString('latin1'))?.[1]
    if (boundary === undefined) {
      const type = 'application/x-www-form-urlencoded'
      return {
        method: 'POST',
        headers: { 'content-type': type },
        body: Buffer.concat([body, Buffer.from(`&${new URLSearchParams(proof)}`)]),
      }
    }
    const fields = Object.entries(proof).map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    return {
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      body: Buffer.concat([Buffer.from(fields.join('')), body]),
    }
  },
  renewal: {
    ids: [
      /"Message-Id",\s*"<([^<>@"]{1,500}@[^<>"]{1,500})>/gi,
      /^Message-ID:\s*<([^<>@]{1,500}@[^<>]{1,500})>/gim,
    ],
    varied: [],
    names: [],
    times: [/"Date",\s*"([^"]+)"/g, /^Date:\s*([^\r\n]+)/gim],
  },
}

function toCrlf(payload: Uint8Array): Uint8Array {
  const text = Buffer.from(payload).toString('latin1')
  return lineFeedOnly.test(text) ? Buffer.from(text.replace(lineFeed, '\r\n'), 'latin1') : payload
}
