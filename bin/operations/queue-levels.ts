import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs'
import * as z from 'zod'
import { parseJson } from '../../functions/core/json.ts'
import type { QueueLevel } from './ports.ts'

/** Seconds that the oldest message of each queue has waited, by the queue's name; absent where nobody tells. */
export type QueueAges = (queues: readonly string[]) => Promise<ReadonlyMap<string, number>>

const untold: QueueAges = async () => new Map()

/**
 * @param urls by name
 * @param ages left out where the numbers alone are wanted
 */
export async function queueLevels(
  urls: ReadonlyMap<string, string>,
  { sqs, ages = untold }: { readonly sqs: SQSClient; readonly ages?: QueueAges },
): Promise<QueueLevel[]> {
  const [levels, oldest] = await Promise.all([
    Promise.all([...urls].map(([name, url]) => readLevel(name, url, sqs))),
    ages([...urls.values()].map(queueOf)),
  ])
  return levels.map(({ url, ...level }) => {
    const seconds = oldest.get(queueOf(url))
    // What CloudWatch says may be minutes old.
    const empty = level.waiting + level.inFlight === 0
    return empty || seconds === undefined
      ? level
      : { ...level, oldestSeconds: Math.max(0, Math.round(seconds)) }
  })
}

async function readLevel(name: string, url: string, sqs: SQSClient) {
  const { RedrivePolicy, ...counts } = await attributes(url, sqs)
  const arn = redrivePolicy.safeParse(parseJson(RedrivePolicy ?? '{}')).data?.deadLetterTargetArn
  const { ApproximateNumberOfMessages: stuck } = arn ? await attributes(siblingUrl(url, arn), sqs) : {}
  return {
    url,
    name,
    waiting: Number(counts.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(counts.ApproximateNumberOfMessagesNotVisible ?? 0),
    deadLetterQueue: Number(stuck ?? 0),
  }
}

async function attributes(QueueUrl: string, sqs: SQSClient) {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'RedrivePolicy',
      ],
    }),
  )
  return Attributes
}

const redrivePolicy = z.object({ deadLetterTargetArn: z.string() })

function queueOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1)
}

/** A dead-letter queue lies in its queue's account and region. */
function siblingUrl(url: string, arn: string): string {
  return url.slice(0, url.lastIndexOf('/') + 1) + arn.slice(arn.lastIndexOf(':') + 1)
}
