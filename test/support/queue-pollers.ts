import { setTimeout as sleep } from 'node:timers/promises'
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs'
import type { SQSEvent } from 'aws-lambda'
import * as z from 'zod'
import type { LocalFunction } from '../../bin/local/local-function.ts'
import { startPoller } from '../../bin/local/poller.ts'
import type { Call } from './call-proxy.ts'

/** A function that consumes a queue. */
export interface Consumer {
  /** `route`, `deliver-crm` */
  readonly name: string
  readonly queueUrl: string
  readonly instances: readonly LocalFunction[]
}

/** A batch on its way to a consumer. */
export interface Batch {
  readonly consumer: string
  readonly event: SQSEvent
  /** Makes all of its messages visible at once. */
  release(): Promise<void>
}

/** Stands around each invocation of a consumer; what it answers goes to the queue. */
export type Around = (batch: Batch, invoke: () => Promise<unknown>) => Promise<unknown>

export interface QueuePollersOptions {
  readonly sqs: SQSClientConfig
  /** In the order of the flow. */
  readonly consumers: readonly Consumer[]
  /** How many batches an instance has under way. */
  readonly batches: number
  readonly around: Around
  /** Told of each batch that a function has dealt with, and of the ids of its messages that come again. */
  readonly handled?: (batch: Batch, again: ReadonlySet<string>) => void
}

const postponement = z.looseObject({ QueueUrl: z.string(), ReceiptHandle: z.string() })
const batchAnswer = z.looseObject({
  batchItemFailures: z.array(z.looseObject({ itemIdentifier: z.string() })),
})

/** Below it nothing that a function has set itself is overruled. */
const patienceMs = 1_000

/**
 * Hands messages to the consumers as Lambda's event source mappings do, but nobody has to wait for a visibility
 * time-out: what a dead function held, and what could not be postponed, comes back at once.
 */
export function queuePollers({ sqs: config, consumers, batches, around, handled }: QueuePollersOptions) {
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false })
  const region = String(config.region)
  const underWay = new Set<Promise<unknown>>()

  function track<Value>(run: Promise<Value>): Promise<Value> {
    underWay.add(run)
    const end = () => underWay.delete(run)
    run.then(end, end)
    return run
  }

  async function show(QueueUrl: string, ReceiptHandle: string): Promise<void> {
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }))
  }

  async function run(
    { name, queueUrl }: Consumer,
    instance: LocalFunction,
    event: SQSEvent,
  ): Promise<unknown> {
    // Last first: each goes to the front of its group.
    const release = async () => {
      for (const { receiptHandle } of event.Records.toReversed()) await show(queueUrl, receiptHandle)
    }
    const batch = { consumer: name, event, release }
    const invoke = async () => {
      const answer = await track(instance.invoke(event))
      const failures = batchAnswer.safeParse(answer).data?.batchItemFailures ?? []
      handled?.(batch, new Set(failures.map(({ itemIdentifier }) => itemIdentifier)))
      return answer
    }
    try {
      return await around(batch, invoke)
    } catch (error) {
      await release()
      throw error
    }
  }

  const pollers = consumers.flatMap((consumer) =>
    consumer.instances.map((instance) =>
      startPoller({
        sqs,
        queueUrl: consumer.queueUrl,
        region,
        receivers: batches,
        invoke: (event) => track(run(consumer, instance, event)),
      }),
    ),
  )

  async function isEmpty({ queueUrl: QueueUrl }: Consumer): Promise<boolean> {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    )
    return (
      Attributes['ApproximateNumberOfMessages'] === '0' &&
      Attributes['ApproximateNumberOfMessagesNotVisible'] === '0'
    )
  }

  return {
    /** A function's call was refused; one that would have postponed a message leaves it hidden for long. */
    refused({ service, operation }: Call, body: Buffer): void {
      if (service !== 'sqs' || operation !== 'ChangeMessageVisibility') return
      const { QueueUrl, ReceiptHandle } = postponement.parse(JSON.parse(body.toString()))
      void track(sleep(patienceMs).then(() => show(QueueUrl, ReceiptHandle))).catch(() => {})
    },
    /** Whether all queues are empty and no invocation is under way. In the order of the flow: nothing slips through. */
    async areIdle(): Promise<boolean> {
      for (const consumer of consumers) if (!(await isEmpty(consumer))) return false
      return underWay.size === 0
    },
    async stop(): Promise<void> {
      await Promise.all(pollers.map((poller) => poller.stop()))
      await Promise.allSettled(underWay)
      sqs.destroy()
    },
  }
}
