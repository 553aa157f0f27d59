import type { SQSRecord } from 'aws-lambda'
import { compact } from '../core/compact.ts'
import type { ReceivedMessage } from '../core/consume.ts'

/** An SQS record as Lambda hands it over; a standard queue's has no group, then each stands alone. */
export function toReceivedMessage(record: SQSRecord): ReceivedMessage {
  const sentAt = Number(record.attributes.SentTimestamp)
  const firstReceivedAt = Number(record.attributes.ApproximateFirstReceiveTimestamp)
  return compact({
    id: record.messageId,
    group: record.attributes.MessageGroupId ?? record.messageId,
    body: record.body,
    receiptHandle: record.receiptHandle,
    deduplicationId: record.attributes.MessageDeduplicationId ?? record.messageId,
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
    sentAt: sentAt > 0 ? new Date(sentAt) : undefined,
    firstReceivedAt: firstReceivedAt > 0 ? new Date(firstReceivedAt) : undefined,
  })
}
