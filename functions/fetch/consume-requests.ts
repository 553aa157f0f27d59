import type { ReceivedMessage } from '../core/consume.ts'
import { errorCode } from '../core/errors.ts'
import { unpackEvent } from '../core/message-body.ts'
import type { Verdict } from '../core/process-batch.ts'
import { retryDelay } from '../core/retry-delay.ts'
import { fetchAttachments } from './fetch-attachments.ts'
import type { FetchPorts } from './ports.ts'

export interface ConsumePorts extends FetchPorts {
  postpone(receiptHandle: string, seconds: number): Promise<void>
}

/**
 * Handles messages of the queue `fetch`, which has no order. What cannot be read comes again, for newer code may be able
 * to, until SQS moves it aside.
 *
 * @returns ids of the records to be seen again
 */
export async function consumeRequests(
  messages: readonly Pick<
    ReceivedMessage,
    'recordId' | 'body' | 'receiptHandle' | 'receiveCount' | 'sentAt'
  >[],
  ports: ConsumePorts,
): Promise<string[]> {
  const again: string[] = []
  for (const message of messages) {
    const verdict = await handle(message, ports)
    if (verdict === 'done') continue
    again.push(message.recordId)
    await ports.postpone(message.receiptHandle, verdict.retryAfterSeconds).catch((error: unknown) => {
      // It then comes back when the queue's own visibility time-out is over.
      ports.telemetry.warn('postpone_failed', { code: errorCode(error) })
    })
  }
  return again
}

async function handle(
  message: Pick<ReceivedMessage, 'body' | 'receiveCount' | 'sentAt'>,
  ports: ConsumePorts,
): Promise<Verdict> {
  const { body, receiveCount } = message
  try {
    return await fetchAttachments(await unpackEvent(body, ports.store), message, ports)
  } catch (error) {
    ports.telemetry.count('Failed')
    ports.telemetry.warn('failed', { code: errorCode(error), receiveCount })
    return { retryAfterSeconds: retryDelay(receiveCount, undefined, ports.retryCapSeconds, ports.random) }
  }
}
