import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs'
import type { SQSEvent, SQSMessageAttribute, SQSRecord } from 'aws-lambda'
import { compact } from '../../functions/core/compact.ts'

/** What an event source mapping makes of received messages: the SQS event of Lambda. */
export function toSqsEvent(messages: readonly Message[], queueUrl: string, region: string): SQSEvent {
  const [account = '', name = ''] = new URL(queueUrl).pathname.split('/').slice(-2)
  const eventSourceARN = `arn:aws:sqs:${region}:${account}:${name}`
  return { Records: messages.map((message) => toRecord(message, eventSourceARN, region)) }
}

function toRecord(message: Message, eventSourceARN: string, awsRegion: string): SQSRecord {
  const { Attributes: given = {} } = message
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: {
      ...given,
      ApproximateReceiveCount: given.ApproximateReceiveCount ?? '1',
      SentTimestamp: given.SentTimestamp ?? '',
      SenderId: given.SenderId ?? '',
      ApproximateFirstReceiveTimestamp: given.ApproximateFirstReceiveTimestamp ?? '',
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, toAttribute(value)]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion,
  }
}

function toAttribute({ DataType, StringValue, BinaryValue }: MessageAttributeValue): SQSMessageAttribute {
  return compact({
    stringValue: StringValue,
    binaryValue: BinaryValue && Buffer.from(BinaryValue).toString('base64'),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType ?? 'String',
  })
}
