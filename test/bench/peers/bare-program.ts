/**
 * What anybody writes in an afternoon: HMAC, a queue, a signed POST. One process; bundled by the functions' recipe, with
 * the same client. `GET /cpu` says what it has taken of the processor, in milliseconds.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { Agent, createServer, request } from 'node:http'
import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { sdkTimeouts } from '../../../functions/aws/sdk-timeouts.ts'

const { QUEUE_URL: QueueUrl = '', APP_SECRET = '', RECEIVER_URL = '', SIGNING_KEY = '' } = process.env
const client = new SQSClient({ ...sdkTimeouts, useQueueUrlAsEndpoint: false })
const agent = new Agent({ keepAlive: true })

const server = createServer(async (incoming, outgoing) => {
  if (incoming.url === '/cpu') {
    const { user, system } = process.cpuUsage()
    outgoing.end(String((user + system) / 1000))
    return
  }
  const body = Buffer.concat(await incoming.toArray())
  const expected = Buffer.from(`sha256=${createHmac('sha256', APP_SECRET).update(body).digest('hex')}`)
  const given = Buffer.from(String(incoming.headers['x-hub-signature-256']))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    outgoing.writeHead(401).end()
    return
  }
  const { entry } = JSON.parse(body.toString())
  const comments = entry.flatMap((each: { changes: { value: unknown }[] }) =>
    each.changes.map(({ value }) => value),
  )
  await client.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: comments.map((comment: { post_id: string; comment_id: string }, index: number) => ({
        Id: String(index),
        MessageBody: JSON.stringify(comment),
        MessageGroupId: comment.post_id,
        MessageDeduplicationId: comment.comment_id,
      })),
    }),
  )
  outgoing.writeHead(200).end()
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') process.send?.({ port: address?.port })
})

for (;;) {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
  )
  const taken: typeof Messages = []
  for (const message of Messages) if (await isTaken(message.Body ?? '')) taken.push(message)
  if (taken.length > 0)
    await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: taken.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      }),
    )
}

/** What is not comes again when its visibility has elapsed. */
function isTaken(body: string): Promise<boolean> {
  const id = JSON.parse(body).comment_id
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', SIGNING_KEY).update(`${id}.${timestamp}.${body}`).digest('base64')
  return new Promise((resolve) => {
    const outgoing = request(RECEIVER_URL, {
      agent,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
    })
    outgoing.on('error', () => resolve(false))
    outgoing.on('response', (response) =>
      response.resume().on('end', () => resolve((response.statusCode ?? 500) < 300)),
    )
    outgoing.end(body)
  })
}
