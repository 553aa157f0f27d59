import { createHash, createHmac } from 'node:crypto'
import * as z from 'zod'
import type { PlatformSender } from './contract.ts'

const signing = z.looseObject({ signingKeys: z.array(z.string()).min(1) })
const firstLine = /^--([0-9A-Za-z'()+_,./:=?-]{1,70})\r?\n/
const lineFeedOnly = /^--\S*\n/
const lineFeed = /\r?\n/g
const header = /^[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]/
const returnPath = /^Return-Path:\s*<([^<>\r\n]{0,320})>/im
const to = /^To:[^\r\n]{0,400}?([^\s<>,;:"]{1,64}@[^\s<>,;"]{1,255})/im

/**
 * Mailgun: a form, with its proof as three more fields. Forms stored with LF become CRLF first, as they are sent. A raw mail
 * in place of a form is one that a route stores: the form then names its address.
 */
export const mailgun: PlatformSender = {
  localSecrets: { signingKeys: ['local-mailgun-signing-key'], apiKeys: ['local-mailgun-api-key'] },
  holds(payload) {
    if (!isMail(payload)) return []
    const message = { 'body-mime': Buffer.from(payload).toString('utf8') }
    return [{ url: addressOf(payload), type: 'application/json', body: Buffer.from(JSON.stringify(message)) }]
  },
  sign(payload, secrets, now) {
    const key = signing.parse(secrets).signingKeys[0] ?? ''
    const timestamp = String(Math.floor(now.getTime() / 1000))
    const token = createHash('sha256').update(payload).digest('hex').slice(0, 50)
    const signature = createHmac('sha256', key)
      .update(timestamp + token)
      .digest('hex')
    const proof = { timestamp, token, signature }
    const body = isMail(payload) ? pointerTo(payload) : toCrlf(payload)
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

function isMail(payload: Uint8Array): boolean {
  return header.test(Buffer.from(payload.subarray(0, 100)).toString('latin1'))
}

function addressOf(payload: Uint8Array): string {
  const key = createHash('sha256').update(payload).digest('base64url')
  return `https://storage-europe-west1.api.mailgun.net/v3/domains/in.acme.example/messages/${key}`
}

function pointerTo(payload: Uint8Array): Uint8Array {
  const text = Buffer.from(payload).toString('utf8')
  const fields = {
    recipient: to.exec(text)?.[1] ?? 'service@acme.example',
    sender: returnPath.exec(text)?.[1] ?? '',
    'message-url': addressOf(payload),
  }
  return Buffer.from(String(new URLSearchParams(fields)))
}

function toCrlf(payload: Uint8Array): Uint8Array {
  const text = Buffer.from(payload).toString('latin1')
  return lineFeedOnly.test(text) ? Buffer.from(text.replace(lineFeed, '\r\n'), 'latin1') : payload
}
