import * as z from 'zod'
import { parseJson } from '../../core/json.ts'

const shared = {
  MessageId: z.string(),
  Message: z.string(),
  Timestamp: z.iso.datetime(),
  TopicArn: z.string(),
  Signature: z.string(),
  SignatureVersion: z.enum(['1', '2']),
  SigningCertURL: z.string(),
}
const subscription = { ...shared, SubscribeURL: z.string(), Token: z.string() }

/** https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html */
const message = z.discriminatedUnion('Type', [
  z.object({ ...shared, Type: z.literal('Notification'), Subject: z.string().nullish() }),
  z.object({ ...subscription, Type: z.literal('SubscriptionConfirmation') }),
  z.object({ ...subscription, Type: z.literal('UnsubscribeConfirmation') }),
])

/** What Amazon SNS posts. */
export type SnsMessage = z.infer<typeof message>

/** @returns `undefined` where it is none */
export function readSnsMessage(body: Uint8Array): SnsMessage | undefined {
  try {
    return message.safeParse(parseJson(body)).data
  } catch {
    return undefined
  }
}

/** The text that is signed: names and values by turns, a line each. */
export function signedText(given: SnsMessage): string {
  const fields: [string, string | null | undefined][] =
    given.Type === 'Notification'
      ? [
          ['Message', given.Message],
          ['MessageId', given.MessageId],
          ['Subject', given.Subject],
          ['Timestamp', given.Timestamp],
          ['TopicArn', given.TopicArn],
          ['Type', given.Type],
        ]
      : [
          ['Message', given.Message],
          ['MessageId', given.MessageId],
          ['SubscribeURL', given.SubscribeURL],
          ['Timestamp', given.Timestamp],
          ['Token', given.Token],
          ['TopicArn', given.TopicArn],
          ['Type', given.Type],
        ]
  return fields
    .flatMap(([name, value]) => (typeof value === 'string' ? [`${name}\n${value}\n`] : []))
    .join('')
}
