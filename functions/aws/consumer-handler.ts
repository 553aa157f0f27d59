import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { type ConsumerPorts, consume } from '../core/consume.ts'
import { readDeduplicationId } from '../core/deduplication-id.ts'
import { continueTraces } from './invocation.ts'
import { lambdaHandler } from './lambda-handler.ts'
import { toReceivedMessages } from './queue-messages.ts'
import { changeVisibility } from './sqs-queue.ts'

/**
 * The Lambda handler of a queue's consumer.
 *
 * @param reserveMs how long the longest single message may take: none is started with less time left
 */
export function consumerHandler(queueUrl: string, reserveMs: number, ports: Omit<ConsumerPorts, 'postpone'>) {
  return lambdaHandler<SQSEvent, SQSBatchResponse>(async (event, context) => {
    const received = event.Records.map((record) => ({ record, messages: toReceivedMessages(record) }))
    continueTraces(
      received.map(({ record, messages }) => ({
        record,
        events: messages.map(({ deduplicationId }) => readDeduplicationId(deduplicationId).eventId),
      })),
    )
    const again = await consume(
      received.flatMap(({ messages }) => messages),
      () => context.getRemainingTimeInMillis() > reserveMs,
      {
        ...ports,
        postpone: (receiptHandle, seconds) => changeVisibility(queueUrl, receiptHandle, seconds),
      },
    )
    return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) }
  })
}
