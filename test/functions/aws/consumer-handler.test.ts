import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Context, SQSRecord } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toSqsEvent } from '../../../bin/local/sqs-event.ts'
import type { ReceivedMessage } from '../../../functions/core/consume.ts'
import { startAws } from '../../support/aws.ts'
import { memoryLedger, recordingTelemetry } from '../../support/memory-ports.ts'

let aws: Awaited<ReturnType<typeof startAws>>
let consumerHandler: typeof import('../../../functions/aws/consumer-handler.ts')['consumerHandler']
let sqsQueue: typeof import('../../../functions/aws/sqs-queue.ts')['sqsQueue']
let toReceivedMessages: typeof import('../../../functions/aws/queue-messages.ts')['toReceivedMessages']

beforeAll(async () => {
  aws = await startAws()
  // Powertools writes metrics to the console; the tests have none to read them.
  process.env['POWERTOOLS_METRICS_DISABLED'] = 'true'
  ;({ consumerHandler } = await import('../../../functions/aws/consumer-handler.ts'))
  ;({ sqsQueue } = await import('../../../functions/aws/sqs-queue.ts'))
  ;({ toReceivedMessages } = await import('../../../functions/aws/queue-messages.ts'))
}, 30_000)
afterAll(() => aws.stop())

const context = (remainingMs: number) =>
  ({
    getRemainingTimeInMillis: () => remainingMs,
    callbackWaitsForEmptyEventLoop: false,
  }) as unknown as Context

async function receive() {
  const { Messages = [] } = await new SQSClient({ useQueueUrlAsEndpoint: false }).send(
    new ReceiveMessageCommand({
      QueueUrl: aws.contactsQueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
    }),
  )
  return Messages
}

describe('a consumer’s handler', () => {
  it('reports what failed and makes it visible again when it is to be', async () => {
    const { telemetry } = recordingTelemetry()
    const queue = sqsQueue(aws.contactsQueueUrl, telemetry)
    for (const [id, group] of [
      ['e1', 'a'],
      ['e2', 'b'],
    ] as const)
      await queue.send([{ id, group, body: `"${id}"`, deduplicationId: id }])
    const messages = await receive()
    const handled: ReceivedMessage[] = []
    const handler = consumerHandler(aws.contactsQueueUrl, 5000, {
      name: 'route',
      ledger: memoryLedger().ledger,
      telemetry,
      now: () => new Date(),
      random: Math.random,
      retryCapSeconds: 900,
      async handle(message) {
        handled.push(message)
        return message.body === '"e1"' ? { retryAfterSeconds: 1 } : 'done'
      },
      isDone: async () => false,
      parkUnhandled: async () => {},
    })
    const event = toSqsEvent(messages, aws.contactsQueueUrl, 'eu-central-1')
    const idOf = (body: string) => messages.find(({ Body }) => Body === body)?.MessageId
    expect(await handler(event, context(60_000))).toEqual({
      batchItemFailures: [{ itemIdentifier: idOf('"e1"') }],
    })
    expect(handled.map(({ body }) => body)).toEqual(['"e1"', '"e2"'])
    expect(handled[0]).toMatchObject({ group: 'a', deduplicationId: 'e1', receiveCount: 1 })
    expect(Math.abs(Date.now() - Number(handled[0]?.sentAt))).toBeLessThan(60_000)

    expect(await receive()).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect((await receive()).map(({ Body }) => Body)).toEqual(['"e1"'])

    // With less time left than one message may take, none is started.
    const { batchItemFailures } = await handler(event, context(5000))
    expect(batchItemFailures).toHaveLength(2)
    expect(handled).toHaveLength(2)
  })
})

describe('an SQS record', () => {
  const record = (attributes: Partial<SQSRecord['attributes']>): SQSRecord => ({
    messageId: 'm1',
    receiptHandle: 'r1',
    body: '{}',
    attributes: {
      ApproximateReceiveCount: '3',
      SentTimestamp: '1763640000000',
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '1763640000001',
      ...attributes,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn',
    awsRegion: 'eu-central-1',
  })

  it('becomes a received message', () => {
    expect(toReceivedMessages(record({ MessageGroupId: 'g', MessageDeduplicationId: 'evt_1#1' }))).toEqual([
      {
        id: 'm1',
        brings: null,
        recordId: 'm1',
        group: 'g',
        body: '{}',
        receiptHandle: 'r1',
        deduplicationId: 'evt_1#1',
        receiveCount: 3,
        sentAt: new Date(1763640000000),
        firstReceivedAt: new Date(1763640000001),
      },
    ])
  })

  it('of a standard queue stands alone, and one without a time has none', () => {
    const [message] = toReceivedMessages(record({ SentTimestamp: '' }))
    expect(message).toMatchObject({ group: 'm1', deduplicationId: 'm1' })
    expect(message).not.toHaveProperty('sentAt')
  })
})
