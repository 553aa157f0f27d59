import { setTimeout as sleep } from 'node:timers/promises'
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import type { SQSEvent } from 'aws-lambda'
import * as z from 'zod'
import { errorCode } from '../../functions/core/errors.ts'
import { toSqsEvent } from './sqs-event.ts'

export interface PollerOptions {
  readonly sqs: SQSClient
  readonly queueUrl: string
  readonly region: string
  /** The function behind the queue; returns an `SQSBatchResponse`. */
  readonly invoke: (event: SQSEvent) => Promise<unknown>
  /** Messages of a batch. @default 10 */
  readonly batchSize?: number
  /** How many batches may be under way: a slow one holds up its own groups only. @default 4 */
  readonly receivers?: number
  /** Told what went wrong with the queue or the function; the poller goes on. */
  readonly onError?: (code: string) => void
}

export interface Poller {
  /** Takes nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>
}

/** What an event source mapping with `reportBatchItemFailures` reads from the function's answer. */
const batchResponse = z
  .looseObject({ batchItemFailures: z.array(z.looseObject({ itemIdentifier: z.string() })).nullish() })
  .nullish()

/**
 * The event source mapping of Lambda, in small: receives, invokes, and deletes what did not fail.
 * What failed stays as the function left it, and comes again when its visibility time-out is over.
 */
export function startPoller(options: PollerOptions): Poller {
  const { receivers = 4 } = options
  const stopping = new AbortController()
  const loops = Array.from({ length: receivers }, () => receiveUntil(stopping.signal, options))
  return {
    async stop() {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}

async function receiveUntil(stopped: AbortSignal, options: PollerOptions): Promise<void> {
  const { sqs, queueUrl, region, invoke, onError, batchSize = 10 } = options
  while (!stopped.aborted) {
    try {
      const messages = await receive(sqs, queueUrl, { batchSize, abortSignal: stopped })
      if (messages.length === 0) continue
      const response = await invoke(toSqsEvent(messages, queueUrl, region))
      await remove(sqs, queueUrl, succeeded(messages, response))
    } catch (error) {
      if (stopped.aborted) return
      onError?.(errorCode(error))
      await sleep(500, undefined, { signal: stopped }).catch(() => {})
    }
  }
}

async function receive(
  sqs: SQSClient,
  QueueUrl: string,
  { batchSize, abortSignal }: { readonly batchSize: number; readonly abortSignal: AbortSignal },
): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages: batchSize,
    WaitTimeSeconds: 5,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  })
  const { Messages = [] } = await sqs.send(command, { abortSignal })
  return Messages
}

/** As Lambda reads it: an answer of another shape, or one that names a message not in the batch, fails the whole batch. */
function succeeded(messages: readonly Message[], response: unknown): Message[] {
  const parsed = batchResponse.safeParse(response)
  if (!parsed.success) return []
  const failed = new Set(parsed.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier))
  const known = new Set(messages.map(({ MessageId }) => MessageId))
  for (const id of failed) if (!known.has(id)) return []
  return messages.filter(({ MessageId }) => MessageId === undefined || !failed.has(MessageId))
}

async function remove(sqs: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return
  const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
  await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
}
