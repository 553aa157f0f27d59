import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs'
import * as z from 'zod'
import type { Clock } from '../../functions/core/ports.ts'
import type { QueueLevel } from './ports.ts'

export interface LevelsOptions {
  readonly sqs: SQSClient
  readonly now: Clock
  /** The emulator's address: unlike SQS it shows its messages to whoever asks. */
  readonly emulator?: string
}

/** @param urls by name */
export function queueLevels(
  urls: ReadonlyMap<string, string>,
  { sqs, now, emulator }: LevelsOptions,
): Promise<QueueLevel[]> {
  return Promise.all(
    [...urls].map(async ([name, QueueUrl]) => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      )
      const oldest = emulator === undefined ? undefined : await oldestAt(emulator, QueueUrl)
      return {
        name,
        waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
        inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
        ...(oldest !== undefined && {
          oldestSeconds: Math.max(0, Math.round((now().getTime() - oldest) / 1000)),
        }),
      }
    }),
  )
}

const sent = z.object({ sentTimestamp: z.number() })
const inspected = z.object({
  messages: z.object({
    ready: z.array(sent),
    delayed: z.array(sent),
    inflight: z.array(z.object({ message: sent })),
  }),
})

/** When the oldest message was sent, in milliseconds; `undefined` where there is none or another emulator is used. */
async function oldestAt(emulator: string, queueUrl: string): Promise<number | undefined> {
  const queue = new URL(queueUrl).pathname.split('/').at(-1) ?? ''
  const answer = await fetch(new URL(`/_fauxqs/queues/${queue}`, emulator)).catch(() => undefined)
  const read = inspected.safeParse(answer?.ok ? await answer.json().catch(() => undefined) : undefined)
  if (!read.success) return undefined
  const { ready, delayed, inflight } = read.data.messages
  const times = [...ready, ...delayed, ...inflight.map(({ message }) => message)].map(
    ({ sentTimestamp }) => sentTimestamp,
  )
  return times.length > 0 ? times.reduce((one, other) => Math.min(one, other)) : undefined
}
