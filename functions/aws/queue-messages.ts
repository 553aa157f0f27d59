import type { SQSRecord } from 'aws-lambda'
import { splitBody } from '../core/combined-message.ts'
import { compact } from '../core/compact.ts'
import type { ReceivedMessage } from '../core/consume.ts'

/**
 * The messages in an SQS record as Lambda hands it over: one, or those that were sent in one. A standard queue's has no
 * group, then each record stands alone.
 */
export function toReceivedMessages(record: SQSRecord): ReceivedMessage[] {
  const sentAt = Number(record.attributes.SentTimestamp)
  const firstReceivedAt = Number(record.attributes.ApproximateFirstReceiveTimestamp)
  const shared = {
    recordId: record.messageId,
    group: record.attributes.MessageGroupId ?? record.messageId,
    receiptHandle: record.receiptHandle,
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
    ...compact({
      sentAt: sentAt > 0 ? new Date(sentAt) : undefined,
      firstReceivedAt: firstReceivedAt > 0 ? new Date(firstReceivedAt) : undefined,
    }),
  }
  const parts = splitBody(record.body)
  if (parts) return parts.map((part, index) => ({ id: `${record.messageId}#${index}`, ...part, ...shared }))
  const deduplicationId = record.attributes.MessageDeduplicationId ?? record.messageId
  return [{ id: record.messageId, body: record.body, deduplicationId, ...shared }]
}
