import { createHash, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import type { PlatformSender } from './contract.ts'

/** A key that signs locally, and a certificate of it that signs itself, both as PEM. */
export const sesLocalKey = fileURLToPath(new URL('./ses-local-key.pem', import.meta.url))

const key = readFileSync(sesLocalKey, 'utf8')
/** Where SNS has such certificates. */
const certificateAddress = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-local.pem'
const shape = z.looseObject({ topics: z.array(z.string()).min(1) })
const received =
  /^Received:[^\r\n]{0,400}(?:\r?\n[ \t][^\r\n]{0,400}){0,5}?\bfor\s+<?([^\s;<>]{1,320})>?\s*;/im
const returnPath = /^Return-Path:\s*<([^<>\r\n]{0,320})>/im
const to = /^(?:To|Cc):[^\r\n]{0,400}?([^\s<>,;:"]{1,64}@[^\s<>,;"]{1,255})/im

/**
 * Amazon SES: in the local run a mail is put where SES puts it. `sign` makes of it, or of what SES says beside mails
 * (JSON), a message of an SNS topic, whose certificate only tests have.
 */
export const ses: PlatformSender = {
  localSecrets: { topics: ['arn:aws:sns:eu-west-1:123456789012:mail'] },
  keyOf: (payload) => `incoming/ses/${createHash('sha256').update(payload).digest('hex').slice(0, 40)}`,
  sign(payload, secrets, now) {
    const message = {
      Type: 'Notification',
      MessageId: createHash('sha256').update(payload).digest('hex').slice(0, 32),
      Message: isJson(payload) ? Buffer.from(payload).toString('utf8') : JSON.stringify(receipt(payload)),
      Timestamp: now.toISOString(),
      TopicArn: shape.parse(secrets).topics[0] ?? '',
    }
    const names = ['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Type'] as const
    const signed = names.map((name) => `${name}\n${message[name]}\n`).join('')
    const body = {
      ...message,
      SignatureVersion: '2',
      Signature: sign('sha256', Buffer.from(signed), key).toString('base64'),
      SigningCertURL: certificateAddress,
    }
    return {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': 'Notification' },
      body: Buffer.from(JSON.stringify(body)),
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

/** What SES tells of a mail whose action is to hand it to a topic. */
function receipt(payload: Uint8Array) {
  const text = Buffer.from(payload).toString('latin1')
  const recipient = received.exec(text)?.[1] ?? to.exec(text)?.[1] ?? 'service@acme.example'
  return {
    notificationType: 'Received',
    mail: { source: returnPath.exec(text)?.[1], destination: [recipient] },
    receipt: { recipients: [recipient], action: { type: 'SNS', encoding: 'BASE64' } },
    content: Buffer.from(payload).toString('base64'),
  }
}
