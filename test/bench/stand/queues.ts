import { setTimeout as sleep } from 'node:timers/promises'
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs'
import type { SQSEvent } from 'aws-lambda'
import * as z from 'zod'
import type { Resources } from '../../../bin/local/resources.ts'
import { toSqsEvent } from '../../../bin/local/sqs-event.ts'
import type { MeasuredProcess } from './measured-process.ts'

export interface Taken {
  readonly event: SQSEvent
  /** Takes what did not fail off the queue, as the event source mapping does. @returns how many that were */
  settle(answer: unknown): Promise<number>
}

/** What a function took for some messages, a batch after the other. */
export interface Drained {
  readonly cpuMs: number
  readonly wallMs: number
  readonly batches: number
  readonly messages: number
  /** As they lay in the queue, all together. */
  readonly bytes: number
}

/** Longer than anything waits for what it names. */
const patienceMs = 60_000

const batchAnswer = z.looseObject({
  batchItemFailures: z.array(z.looseObject({ itemIdentifier: z.string() })),
})

/** Moves messages as Lambda's event source mappings do, one batch at a time. */
export function openQueues(config: SQSClientConfig, resources: Resources) {
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false })
  const urlOf = (consumer: string) => {
    const url =
      consumer === 'route'
        ? resources.contactsQueueUrl
        : resources.deliverQueueUrls[consumer.replace(beforeDestination, '')]
    if (url === undefined) throw new Error(`${consumer} consumes no queue`)
    return url
  }

  async function take(consumer: string, max: number): Promise<Taken | undefined> {
    const QueueUrl = urlOf(consumer)
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: max,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    )
    if (messages.length === 0) return undefined
    return {
      event: toSqsEvent(messages, QueueUrl, String(config.region)),
      async settle(answer) {
        const failures = batchAnswer.parse(answer).batchItemFailures.map((each) => each.itemIdentifier)
        const done = messages.filter(({ MessageId = '' }) => !failures.includes(MessageId))
        await remove(QueueUrl, done)
        return done.length
      },
    }
  }

  async function remove(QueueUrl: string, messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
  }

  async function isEmpty(consumer: string): Promise<boolean> {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: urlOf(consumer), AttributeNames: ['All'] }),
    )
    return (
      Attributes['ApproximateNumberOfMessages'] === '0' &&
      Attributes['ApproximateNumberOfMessagesNotVisible'] === '0'
    )
  }

  return {
    /** @param consumer `route`, `deliver-crm`. @returns `undefined` where nothing lies there */
    take,
    /** Hands the consumer what its queue holds until nothing is left, `batch` messages at a time. */
    async drain(consumer: string, process: Pick<MeasuredProcess, 'run'>, batch: number): Promise<Drained> {
      const sum = { cpuMs: 0, wallMs: 0, batches: 0, messages: 0, bytes: 0 }
      for (let progressAt = Date.now(); ; ) {
        const taken = await take(consumer, batch)
        if (!taken) {
          if (await isEmpty(consumer)) return sum
          if (Date.now() - progressAt > patienceMs) throw new Error(`${consumer} does not empty its queue`)
          // Something comes back later.
          await sleep(100)
          continue
        }
        const { results, cpuMs, wallMs } = await process.run([taken.event])
        sum.cpuMs += cpuMs
        sum.wallMs += wallMs
        sum.batches += 1
        const settled = await taken.settle(results[0])
        if (settled > 0) progressAt = Date.now()
        sum.messages += settled
        sum.bytes += taken.event.Records.reduce((bytes, { body }) => bytes + Buffer.byteLength(body), 0)
      }
    },
    /**
     * Hands the consumer in one batch what its queue holds, ten messages at most, as SQS does with those of one group: the
     * emulator hands out one of a group at a time.
     *
     * @throws where one is not finished with
     */
    async handTogether(consumer: string, process: Pick<MeasuredProcess, 'run'>): Promise<void> {
      const Records: SQSEvent['Records'] = []
      for (let taken = await take(consumer, 10); taken; taken = await take(consumer, 10)) {
        Records.push(...taken.event.Records)
        await taken.settle({ batchItemFailures: [] })
      }
      const { results } = await process.run([{ Records }])
      const { batchItemFailures: left } = batchAnswer.parse(results[0])
      if (left.length > 0) throw new Error(`${consumer} has not finished with ${left.length} of a batch`)
    },
    /** A further FIFO queue. @returns its address */
    async create(QueueName: string): Promise<string> {
      const Attributes = { FifoQueue: 'true', VisibilityTimeout: '60' }
      const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))
      return QueueUrl
    },
    /** Takes off the queue what is there, unread. */
    async empty(consumer: string): Promise<void> {
      for (let taken = await take(consumer, 10); taken; taken = await take(consumer, 10))
        await taken.settle({ batchItemFailures: [] })
    },
    close: () => sqs.destroy(),
  }
}

const beforeDestination = /^deliver-/
