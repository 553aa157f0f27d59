/**
 * The least that anybody has to do to take a webhook of Meta's: HMAC, parse, stringify, one call of the same client
 * with a message for each comment. It looks at nothing, names nothing, and would lose what it does not understand.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { sdkTimeouts } from '../../../functions/aws/sdk-timeouts.ts'

const client = new SQSClient({ ...sdkTimeouts, useQueueUrlAsEndpoint: false })

interface Webhook {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

interface Payload {
  readonly entry: readonly { readonly changes: readonly { readonly value: Comment }[] }[]
}

interface Comment {
  readonly post_id: string
  readonly comment_id: string
}

export async function handler({ headers, body }: Webhook): Promise<{ statusCode: number }> {
  const expected = `sha256=${createHmac('sha256', process.env['APP_SECRET'] ?? '')
    .update(body)
    .digest('hex')}`
  const given = headers['x-hub-signature-256'] ?? ''
  if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected)))
    return { statusCode: 401 }
  const { entry }: Payload = JSON.parse(body)
  const comments = entry.flatMap(({ changes }) => changes.map(({ value }) => value))
  const { Failed = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: process.env['CONTACTS_QUEUE_URL'],
      Entries: comments.map((comment, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(comment),
        MessageGroupId: comment.post_id,
        MessageDeduplicationId: comment.comment_id,
      })),
    }),
  )
  return { statusCode: Failed.length === 0 ? 200 : 503 }
}
