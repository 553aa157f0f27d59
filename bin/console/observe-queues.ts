import type { SQSEvent } from 'aws-lambda'
import { toReceivedMessages } from '../../functions/aws/queue-messages.ts'
import type { ReceivedMessage } from '../../functions/core/consume.ts'
import { readDeduplicationId } from '../../functions/core/deduplication-id.ts'
import { unpackEvent } from '../../functions/core/message-body.ts'
import type { ObjectStore } from '../../functions/core/ports.ts'
import type { ContactEvent, Work } from '../../schemas/contact-event.ts'
import type { Feed } from './feed.ts'
import type { RowFollower } from './follow-rows.ts'
import { seeEvent } from './seen-event.ts'

export interface ObserverPorts {
  readonly feed: Feed
  readonly rows: RowFollower
  /** Where large bodies lie. */
  readonly store: ObjectStore
}

/** A function behind a queue. */
export type Invoke = (event: SQSEvent) => Promise<unknown>

/** Tells the feed what goes to route, and what route has finished. What cannot be read is route's to judge. */
export function observeRoute(invoke: Invoke, { feed, rows, store }: ObserverPorts): Invoke {
  return async (batch) => {
    const messages = batch.Records.flatMap(toReceivedMessages)
    for (const message of messages) {
      const event = await read(message, store)
      if (event && message.receiveCount === 1) feed.accept(seeEvent(event))
    }
    const response = await invoke(batch)
    const failed = failuresOf(response)
    for (const { recordId, deduplicationId } of messages) {
      if (!failed.has(recordId)) rows.followRouted(readDeduplicationId(deduplicationId).eventId)
    }
    return response
  }
}

/** Tells the feed what goes to a destination; what came of it stands in the ledger. */
export function observeDeliver(
  invoke: Invoke,
  destination: string,
  { feed, rows, store }: ObserverPorts,
): Invoke {
  return async (batch) => {
    const handed: { eventId: string; generation: number }[] = []
    for (const message of batch.Records.flatMap(toReceivedMessages)) {
      const { eventId, generation } = readDeduplicationId(message.deduplicationId)
      const event = await read(message, store)
      if (event) feed.route(seeEvent(event), [destination])
      const { attempts = 0, reason } = feed.entry(eventId)?.deliveries.get(destination) ?? {}
      feed.deliver(eventId, {
        destination,
        status: 'sending',
        attempts,
        ...(reason !== undefined && { reason }),
      })
      handed.push({ eventId, generation })
    }
    try {
      return await invoke(batch)
    } finally {
      for (const { eventId, generation } of handed) rows.followDelivery(destination, eventId, generation)
    }
  }
}

async function read(
  { body }: ReceivedMessage,
  store: ObjectStore,
): Promise<(ContactEvent & { work?: Work | undefined }) | undefined> {
  try {
    return await unpackEvent(body, store)
  } catch {
    return undefined
  }
}

function failuresOf(answer: unknown): ReadonlySet<unknown> {
  if (typeof answer !== 'object' || answer === null || !('batchItemFailures' in answer)) return new Set()
  const { batchItemFailures } = answer
  if (!Array.isArray(batchItemFailures)) return new Set()
  return new Set(batchItemFailures.map((failure: { itemIdentifier?: unknown }) => failure.itemIdentifier))
}
