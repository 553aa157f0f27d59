import type { ReceivedMessage } from '../core/consume.ts'
import { readDeduplicationId } from '../core/deduplication-id.ts'
import { MalformedPayload } from '../core/errors.ts'
import { unpackEvent } from '../core/message-body.ts'
import type { ObjectStore } from '../core/ports.ts'
import type { QueuedEvent } from './attempt.ts'

/** @throws MalformedPayload where the message is no event that route has decided on */
export async function readQueuedEvent(message: ReceivedMessage, store: ObjectStore): Promise<QueuedEvent> {
  const { work, ...event } = await unpackEvent(message.body, store)
  if (!work) throw new MalformedPayload('not_an_event', 'the event lacks `work`, which route sets')
  return {
    event: { ...event, work },
    generation: readDeduplicationId(message.deduplicationId).generation,
    receiveCount: message.receiveCount,
    sentAt: message.sentAt,
  }
}
