import { randomUUID } from 'node:crypto'
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toSqsEvent } from '../../../bin/local/sqs-event.ts'
import { toReceivedMessages } from '../../../functions/aws/queue-messages.ts'
import { combineMessages } from '../../../functions/core/combined-message.ts'
import { toEscapedJson } from '../../../functions/core/json.ts'
import type { OutgoingMessage } from '../../../functions/core/ports.ts'
import { startAws } from '../../support/aws.ts'
import { recordingTelemetry } from '../../support/memory-ports.ts'

let aws: Awaited<ReturnType<typeof startAws>>
let sqs: SQSClient
let sqsQueue: typeof import('../../../functions/aws/sqs-queue.ts')['sqsQueue']
let changeVisibility: typeof import('../../../functions/aws/sqs-queue.ts')['changeVisibility']

beforeAll(async () => {
  aws = await startAws()
  sqs = new SQSClient({ useQueueUrlAsEndpoint: false })
  ;({ sqsQueue, changeVisibility } = await import('../../../functions/aws/sqs-queue.ts'))
}, 30_000)
afterAll(() => aws.stop())

function message(body: string, overrides: Partial<OutgoingMessage> = {}): OutgoingMessage {
  const id = `evt_${randomUUID()}`
  return { id, group: randomUUID(), body, deduplicationId: id, ...overrides }
}

const toContacts = () => {
  const { telemetry, lines } = recordingTelemetry()
  return { queue: sqsQueue(aws.contactsQueueUrl, telemetry), lines }
}

async function receive() {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: aws.contactsQueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  )
  return Messages
}

async function receiveAndDelete() {
  const messages = await receive()
  for (const { ReceiptHandle } of messages)
    await sqs.send(new DeleteMessageCommand({ QueueUrl: aws.contactsQueueUrl, ReceiptHandle }))
  return messages
}

describe('an SQS queue', () => {
  it('hands out beside the events which messages they bring, also where several go in one', async () => {
    const { queue } = toContacts()
    const brought = { id: 'email:<\u0001ü\ud800@x>', digest: 'd1' }
    const [one, other] = [message('{"a":1}', { brings: [brought] }), message('{"b":2}')]
    const third = message('{"c":3}', { brings: [{ id: 'twitter:3' }] })
    await queue.send([combineMessages([one, other, third])])
    await queue.send([message('{"d":4}', { brings: [null] })])
    await queue.send([message('{"e":5}', { brings: [brought] })])
    const { Records } = toSqsEvent(await receiveAndDelete(), aws.contactsQueueUrl, 'eu-central-1')
    const told = Records.flatMap(toReceivedMessages).map(({ body, brings }) => [body, brings])
    expect(Object.fromEntries(told)).toEqual({
      '{"a":1}': brought,
      '{"b":2}': null,
      '{"c":3}': { id: 'twitter:3' },
      '{"d":4}': null,
      '{"e":5}': brought,
    })
  })

  it('takes a batch with group and deduplication id, and says so for each message', async () => {
    const { queue, lines } = toContacts()
    const sent = [message('{"a":1}'), message('{"b":2}')]
    expect(await queue.send(sent)).toEqual(sent.map(({ id }) => ({ id, taken: true })))
    const received = await receiveAndDelete()
    const seen = received.map(({ Body, Attributes }) => ({
      body: Body,
      group: Attributes?.['MessageGroupId'],
      deduplicationId: Attributes?.['MessageDeduplicationId'],
    }))
    expect(seen).toEqual(sent.map(({ body, group, deduplicationId }) => ({ body, group, deduplicationId })))
    expect(lines).toEqual([])
  })

  it('swallows a second send of the same event, and takes its replay', async () => {
    const { queue } = toContacts()
    const once = message('{}')
    await queue.send([once])
    await queue.send([once])
    await queue.send([{ ...once, deduplicationId: `${once.id}#1` }])
    const received = [...(await receiveAndDelete()), ...(await receiveAndDelete())]
    expect(received.map(({ Attributes }) => Attributes?.['MessageDeduplicationId'])).toEqual([
      once.id,
      `${once.id}#1`,
    ])
  })

  it('carries every character once it is escaped', async () => {
    const { queue } = toContacts()
    const text = 'ü 漢 🚚 \u0000 \uFFFF \uD83D \r\n'
    await queue.send([message(toEscapedJson({ text }))])
    const [received] = await receiveAndDelete()
    expect(JSON.parse(received?.Body ?? '')).toEqual({ text })
  })

  it('finds the one message that is refused for what stands in it, and takes the others', async () => {
    const { queue, lines } = toContacts()
    const [sound, broken, also] = [message('{"a":1}'), message('never escaped: \u0001'), message('{"b":2}')]
    expect(await queue.send([sound, broken, also])).toEqual([
      { id: sound.id, taken: true },
      { id: broken.id, taken: false, fault: 'sender' },
      { id: also.id, taken: true },
    ])
    expect(lines.at(-1)).toMatchObject({ code: 'enqueue_failed' })
    expect(JSON.stringify(lines)).not.toContain('never escaped')
    expect(await receiveAndDelete()).toHaveLength(2)
  })

  it('refuses a message of more than a megabyte as the sender’s fault, and takes the others', async () => {
    const { queue } = toContacts()
    const [sound, large] = [message('{"a":1}'), message('x'.repeat(1_048_577))]
    expect(await queue.send([sound, large])).toEqual([
      { id: sound.id, taken: true },
      { id: large.id, taken: false, fault: 'sender' },
    ])
    expect(await receiveAndDelete()).toHaveLength(1)
  })

  it.each([
    ['RequestThrottled', 'queue'],
    ['ThrottlingException', 'queue'],
    ['OverLimit', 'queue'],
    ['KMS.ThrottlingException', 'queue'],
    ['KmsDisabled', 'queue'],
    ['AccessDenied', 'queue'],
    ['InvalidMessageContents', 'sender'],
    ['InvalidParameterValue', 'sender'],
  ] as const)(
    'blames for %s the %s, whatever SQS says, so that what it takes later comes again',
    async (Code, fault) => {
      const { telemetry } = recordingTelemetry()
      // A mock, because no emulator is throttled.
      const throttled = new SQSClient({})
      throttled.middlewareStack.add(
        () => async () => ({
          response: {},
          output: { $metadata: {}, Successful: [], Failed: [{ Id: '0', Code, SenderFault: true }] },
        }),
        { step: 'initialize' },
      )
      const sent = message('{}')
      const queue = sqsQueue(aws.contactsQueueUrl, telemetry, throttled)
      expect(await queue.send([sent])).toEqual([{ id: sent.id, taken: false, fault }])
    },
  )

  it('that does not exist or cannot be reached takes nothing, and never throws', async () => {
    const { telemetry, lines } = recordingTelemetry()
    const missing = sqsQueue(aws.contactsQueueUrl.replace('contacts', 'missing'), telemetry)
    const sent = message('{}')
    expect(await missing.send([sent])).toEqual([{ id: sent.id, taken: false, fault: 'queue' }])
    expect(lines).toHaveLength(1)
  })
})

describe('changeVisibility', () => {
  it('holds a whole group back until its head is visible again, in order', async () => {
    const { queue } = toContacts()
    const group = randomUUID()
    const sent = [message('"head"', { group }), message('"follower"', { group })]
    for (const each of sent) await queue.send([each])
    // The emulator hands out one message of a group at a time, SQS up to ten.
    const [head] = await receive()
    await changeVisibility(aws.contactsQueueUrl, head?.ReceiptHandle ?? '', 1)
    expect(await receive()).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 1200))
    const received = [...(await receiveAndDelete()), ...(await receiveAndDelete())]
    expect(received.map(({ Body }) => Body)).toEqual(['"head"', '"follower"'])
  })

  it('fails where the message is gone', async () => {
    await expect(changeVisibility(aws.contactsQueueUrl, 'no-such-handle', 1)).rejects.toThrow()
  })
})
