import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { type ConsumerPorts, consume } from '../core/consume.ts'
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
    const again = await consume(
      event.Records.flatMap(toReceivedMessages),
      () => context.getRemainingTimeInMillis() > reserveMs,
      {
        ...ports,
        postpone: (receiptHandle, seconds) => changeVisibility(queueUrl, receiptHandle, seconds),
      },
    )
    return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) }
  })
}
