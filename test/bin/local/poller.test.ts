import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { SQSEvent, SQSRecord } from 'aws-lambda'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readAwsAccess } from '../../../bin/local/aws-environment.ts'
import { type Emulators, startEmulators } from '../../../bin/local/emulators.ts'
import { type Poller, startPoller } from '../../../bin/local/poller.ts'
import { createResources } from '../../../bin/local/resources.ts'

const aws = readAwsAccess({})
let emulators: Emulators
let sqs: SQSClient
let queueUrl: string
let poller: Poller | undefined
let run = 0

beforeAll(async () => {
  emulators = await startEmulators({})
  sqs = new SQSClient({ ...aws, endpoint: emulators.endpoints.sqs })
})
beforeEach(async () => {
  const { endpoints } = emulators
  const name = `run${run++}`
  const made = await createResources({ endpoints, aws, name, destinations: [], visibilitySeconds: 1 })
  queueUrl = made.contactsQueueUrl
})
afterEach(() => poller?.stop())
afterAll(() => emulators.stop())

const send = (body: string, group: string) =>
  sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: body,
      MessageGroupId: group,
      MessageDeduplicationId: body,
      MessageAttributes: { n: { DataType: 'Number', StringValue: '1' } },
    }),
  )

function poll(
  invoke: (event: SQSEvent) => Promise<unknown>,
  onError: (code: string) => void = () => {},
): void {
  poller = startPoller({ sqs, queueUrl, region: aws.region, invoke, onError })
}

async function left(): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
  )
  return (
    Number(Attributes?.['ApproximateNumberOfMessages']) +
    Number(Attributes?.['ApproximateNumberOfMessagesNotVisible'])
  )
}

describe('the poller', () => {
  it('hands over a true SQS event and deletes what was handled', async () => {
    const records: SQSRecord[] = []
    poll(async ({ Records }) => {
      records.push(...Records)
      return { batchItemFailures: [] }
    })
    await send('eins', 'a')
    await vi.waitFor(async () => {
      expect(records).toHaveLength(1)
      expect(await left()).toBe(0)
    })
    expect(records[0]).toMatchObject({
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      receiptHandle: expect.any(String),
      body: 'eins',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        SenderId: expect.any(String),
        SequenceNumber: expect.any(String),
        MessageGroupId: 'a',
        MessageDeduplicationId: 'eins',
      },
      messageAttributes: { n: { dataType: 'Number', stringValue: '1' } },
      md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:eu-central-1:000000000000:${new URL(queueUrl).pathname.split('/').pop()}`,
      awsRegion: 'eu-central-1',
    })
  })

  it('leaves what failed, and only that, to come again', async () => {
    const seen: string[] = []
    poll(async ({ Records }) => {
      seen.push(...Records.map(({ body }) => body))
      const bad = Records.filter(
        ({ body, attributes }) => body === 'bad' && attributes.ApproximateReceiveCount === '1',
      )
      return { batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) }
    })
    await Promise.all([send('bad', 'a'), send('good', 'b')])
    await vi.waitFor(async () => expect(await left()).toBe(0), 5000)
    expect(seen.toSorted()).toEqual(['bad', 'bad', 'good'])
  })

  it.each([
    ['throws', () => Promise.reject(new TypeError('boom')), ['TypeError']],
    ['answers nonsense', async () => ({ batchItemFailures: 'all' }), []],
    [
      'names a message that was not in the batch',
      async () => ({ batchItemFailures: [{ itemIdentifier: 'x' }] }),
      [],
    ],
  ])('keeps the whole batch when the function %s', async (_what, respond, expectedCodes) => {
    const codes: string[] = []
    let calls = 0
    poll(
      async () => {
        calls++
        return calls === 1 ? respond() : undefined
      },
      (code) => codes.push(code),
    )
    await send('eins', 'a')
    await vi.waitFor(async () => {
      expect(calls).toBe(2)
      expect(await left()).toBe(0)
    }, 5000)
    expect(codes).toEqual(expectedCodes)
  })

  it('runs groups in parallel, so that a slow one holds up only itself', async () => {
    const done: string[] = []
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    poll(async ({ Records }) => {
      for (const { body } of Records) {
        if (body === 'slow') await held
        done.push(body)
      }
    })
    await send('slow', 'a')
    await vi.waitFor(async () => expect(await left()).toBe(1))
    await send('quick', 'b')
    await vi.waitFor(() => expect(done).toEqual(['quick']))
    release()
  })

  it('stops at once while it waits, and only after what is under way', async () => {
    const events: string[] = []
    poll(async () => {
      events.push('begun')
      await new Promise((resolve) => setTimeout(resolve, 200))
      events.push('ended')
    })
    await send('eins', 'a')
    await vi.waitFor(() => expect(events).toEqual(['begun']))
    const before = Date.now()
    await poller?.stop()
    expect(events).toEqual(['begun', 'ended'])
    expect(Date.now() - before).toBeLessThan(1000)
    expect(await left()).toBe(0)
  })

  it('goes on when the queue cannot be reached', async () => {
    const codes: string[] = []
    const gone = new SQSClient({ ...aws, endpoint: 'http://127.0.0.1:1', maxAttempts: 1 })
    poller = startPoller({
      sqs: gone,
      queueUrl: 'http://127.0.0.1:1/000000000000/none.fifo',
      region: aws.region,
      invoke: async () => undefined,
      receivers: 1,
      onError: (code) => codes.push(code),
    })
    await vi.waitFor(() => expect(codes.length).toBeGreaterThan(1), 3000)
    expect(new Set(codes)).toEqual(new Set(['ECONNREFUSED']))
  })
})
