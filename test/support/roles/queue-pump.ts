import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs'
import type { SQSEvent, SQSRecord } from 'aws-lambda'
import * as z from 'zod'
import { toSqsEvent } from '../../../bin/local/sqs-event.ts'

export interface PumpedConsumer {
  /** `contacts`, or the destination's name. */
  readonly queue: string
  readonly queueUrl: string
  /** With the rights of the function. */
  readonly sqs: SQSClientConfig
  readonly invoke: (event: SQSEvent) => Promise<unknown>
}

export interface PumpOptions {
  /** With all rights. */
  readonly free: SQSClientConfig
  readonly region: string
  /** In the order of the flow. */
  readonly consumers: readonly PumpedConsumer[]
}

const answer = z.looseObject({ batchItemFailures: z.array(z.looseObject({ itemIdentifier: z.string() })) })

const maxRounds = 2_000

/** Brings what lies in the queues to the functions, one batch after the other, and nobody waits for a time-out. */
export function queuePump({ free, region, consumers }: PumpOptions) {
  const everything = new SQSClient(free)
  const clients = consumers.map((consumer) => ({ ...consumer, client: new SQSClient(consumer.sqs) }))

  let listener: ((queue: string, record: SQSRecord) => void) | undefined

  /** @returns how many messages there were */
  async function batch(
    { client, queue, queueUrl: QueueUrl, invoke }: (typeof clients)[number],
    as: (message: Message) => Message,
  ): Promise<number> {
    await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    )
    if (Messages.length === 0) return 0
    const event = toSqsEvent(Messages.map(as), QueueUrl, region)
    for (const record of event.Records) listener?.(queue, record)
    const failed = await failures(invoke(event), Messages)
    const done = Messages.filter(({ MessageId = '' }) => !failed.has(MessageId))
    const Entries = done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
    if (Entries.length > 0) await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
    // Last first: each goes to the front of its group.
    for (const { MessageId = '', ReceiptHandle } of Messages.toReversed())
      if (failed.has(MessageId))
        await everything.send(
          new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
        )
    return Messages.length
  }

  /** @param as what is said of a message to the function: how often it came, and since when */
  async function round(as: (message: Message) => Message = (message) => message): Promise<number> {
    let handled = 0
    for (const each of clients) handled += await batch(each, as)
    return handled
  }

  return {
    /** From here on somebody is told of each record that a function is handed. */
    tap(tell: (queue: string, record: SQSRecord) => void): void {
      listener = tell
    },
    /** Looks once through every queue. */
    once: round,
    /** Goes on until the queues are empty. */
    async run(as?: (message: Message) => Message): Promise<void> {
      for (let rounds = 0; (await round(as)) > 0; rounds += 1)
        if (rounds > maxRounds) throw new Error('a message comes back again and again')
    },
    stop(): void {
      for (const { client } of clients) client.destroy()
      everything.destroy()
    },
  }
}

/** As Lambda does: where the function died or threw, all of them. */
async function failures(answered: Promise<unknown>, messages: readonly Message[]): Promise<Set<string>> {
  try {
    const { batchItemFailures } = answer.parse(await answered)
    return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
  } catch {
    return new Set(messages.map(({ MessageId = '' }) => MessageId))
  }
}
