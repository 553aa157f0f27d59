import { errorCode } from '../core/errors.ts'
import { collectMail } from './collect-mail.ts'
import type { CollectPorts } from './ports.ts'
import { readBucketEvent } from './read-bucket-event.ts'

/** A message of the queue that the bucket tells of its objects. */
export interface BucketMessage {
  readonly messageId: string
  readonly body: string
}

/**
 * Collects what a batch names, one mail after the other: a mail takes most of the memory that there is.
 *
 * @returns ids of the messages that are to come again
 */
export async function collectBatch(
  messages: readonly BucketMessage[],
  ports: CollectPorts,
): Promise<string[]> {
  const { platform, telemetry } = ports
  const failed: string[] = []
  for (const { messageId, body } of messages) {
    const objects = readBucketEvent(body)
    if (!objects) {
      telemetry.count('NotProven')
      telemetry.warn('no_bucket_event', { platform: platform.name })
      continue
    }
    try {
      for (const object of objects) await collectMail(object, ports)
    } catch (error) {
      telemetry.count('EnqueueFailed')
      telemetry.warn('not_accepted', { platform: platform.name, code: errorCode(error) })
      failed.push(messageId)
    }
  }
  return failed
}
