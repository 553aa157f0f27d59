import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { errorCode, NotAccepted } from '../core/errors.ts'
import { mapLimited } from '../core/map-limited.ts'
import type { Telemetry, WorkQueue } from '../core/ports.ts'
import { sdkTimeouts } from './sdk-timeouts.ts'

const defaultClient = new SQSClient({ ...sdkTimeouts, useQueueUrlAsEndpoint: false })
const parallelCalls = 8

/** A standard SQS queue to send to. */
export function sqsWorkQueue(
  queueUrl: string,
  telemetry: Telemetry,
  client: SQSClient = defaultClient,
): WorkQueue {
  return {
    async send(bodies) {
      try {
        await mapLimited(bodies, parallelCalls, (MessageBody) =>
          client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody })),
        )
      } catch (cause) {
        telemetry.warn('enqueue_failed', { code: errorCode(cause), messages: bodies.length })
        throw new NotAccepted('queue_unavailable', 'the queue did not take a message', { cause })
      }
    },
  }
}
