import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs'
import { errorCode } from '../core/errors.ts'
import { toEscapedJson } from '../core/json.ts'
import type { EventQueue, OutgoingMessage, SendResult, Telemetry } from '../core/ports.ts'
import { traceHeaderOf } from './invocation.ts'
import { sdkTimeouts } from './sdk-timeouts.ts'

// The emulator's queue URLs do not resolve; on AWS the regional endpoint serves every queue just as well.
const defaultClient = new SQSClient({ ...sdkTimeouts, useQueueUrlAsEndpoint: false })

/** An SQS FIFO queue to send to. */
export function sqsQueue(
  queueUrl: string,
  telemetry: Telemetry,
  client: SQSClient = defaultClient,
): EventQueue {
  async function send(messages: readonly OutgoingMessage[]): Promise<SendResult[]> {
    try {
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: messages.map(toEntry) }),
      )
      const faults = new Map(Failed.map((entry) => [entry.Id, entry]))
      return messages.map((message, index) => {
        const failed = faults.get(String(index))
        if (!failed) return { id: message.id, taken: true }
        telemetry.warn('enqueue_failed', { code: failed.Code ?? 'unknown', event: message.id })
        return { id: message.id, taken: false, fault: isForGood(failed) ? 'sender' : 'queue' }
      })
    } catch (error) {
      telemetry.warn('enqueue_failed', { code: errorCode(error), messages: messages.length })
      if (!refusesContent(error)) {
        return messages.map(({ id }) => ({ id, taken: false, fault: 'queue' }))
      }
      // One bad entry fails the whole call: find it by sending each alone.
      if (messages.length === 1) return messages.map(({ id }) => ({ id, taken: false, fault: 'sender' }))
      return (await Promise.all(messages.map((message) => send([message])))).flat()
    }
  }
  return { send }
}

/** Makes a received message visible again after so many seconds. */
export async function changeVisibility(
  queueUrl: string,
  receiptHandle: string,
  seconds: number,
): Promise<void> {
  await defaultClient.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: Math.max(0, Math.round(seconds)),
    }),
  )
}

/** Several events in one message go on under the trace of the first. */
const firstOfSeveral = /^\{"ids":\["([^"#]{1,200})/

function toEntry({ id, group, body, deduplicationId, brings }: OutgoingMessage, index: number) {
  const trace = traceHeaderOf(firstOfSeveral.exec(body)?.[1] ?? id)
  return {
    Id: String(index),
    MessageBody: body,
    MessageGroupId: group,
    MessageDeduplicationId: deduplicationId,
    // It counts for nothing in a message's size.
    ...(trace !== undefined && {
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: trace } },
    }),
    ...(brings?.some(Boolean) && {
      MessageAttributes: { Brings: { DataType: 'String', StringValue: toEscapedJson(brings) } },
    }),
  }
}

/** What SQS calls the sender's fault and takes later: too many requests, a key or a permission that is missing for now. */
const passingFault = /throttl|limit|kms|denied|security|expired/i

function isForGood({ SenderFault, Code = '' }: BatchResultErrorEntry): boolean {
  return SenderFault === true && !passingFault.test(Code)
}

const contentFaults = new Set(['InvalidMessageContents', 'BatchRequestTooLong', 'InvalidParameterValue'])

function refusesContent(error: unknown): boolean {
  return error instanceof SQSServiceException && contentFaults.has(error.name.split('.').at(-1) ?? '')
}
