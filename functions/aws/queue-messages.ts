import type { SQSRecord } from 'aws-lambda'
import { findMismatch, type Shape } from '../../schemas/shape.ts'
import { splitBody } from '../core/combined-message.ts'
import { compact } from '../core/compact.ts'
import type { ReceivedMessage } from '../core/consume.ts'
import type { Brought } from '../core/ports.ts'

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
  const brings = readBrings(record)
  const parts = splitBody(record.body)
  if (parts)
    return parts.map((part, index) => ({
      id: `${record.messageId}#${index}`,
      ...part,
      brings: brings[index] ?? null,
      ...shared,
    }))
  const deduplicationId = record.attributes.MessageDeduplicationId ?? record.messageId
  const [brought = null] = brings
  return [{ id: record.messageId, body: record.body, brings: brought, deduplicationId, ...shared }]
}

const brought: Shape = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, digest: { type: 'string' } },
}

/** An entry for each event; none where the message is of an older function, or of an operator. */
function readBrings({ messageAttributes }: SQSRecord): Brought[] {
  const told = messageAttributes['Brings']?.stringValue
  try {
    const entries: unknown = told === undefined ? [] : JSON.parse(told)
    if (!Array.isArray(entries)) return []
    return entries.map((entry) => (findMismatch(entry, brought) === undefined ? (entry as Brought) : null))
  } catch {
    return []
  }
}
