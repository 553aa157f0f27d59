import type { SQSEvent, SQSRecord } from 'aws-lambda'
import { readDeduplicationId } from '../../../functions/core/deduplication-id.ts'
import { unpackEvent } from '../../../functions/core/message-body.ts'
import type { ObjectStore } from '../../../functions/core/ports.ts'
import type { ContactEvent, Work } from '../../../schemas/contact-event.ts'
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
    for (const record of batch.Records) {
      const event = await read(record, store)
      if (event && record.attributes.ApproximateReceiveCount === '1') feed.accept(seeEvent(event))
    }
    const response = await invoke(batch)
    const failed = failuresOf(response)
    for (const { messageId, attributes } of batch.Records) {
      if (failed.has(messageId)) continue
      const { eventId } = readDeduplicationId(attributes.MessageDeduplicationId ?? '')
      rows.followRouted(eventId)
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
    for (const record of batch.Records) {
      const { eventId, generation } = readDeduplicationId(record.attributes.MessageDeduplicationId ?? '')
      const event = await read(record, store)
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
  record: SQSRecord,
  store: ObjectStore,
): Promise<(ContactEvent & { work?: Work | undefined }) | undefined> {
  try {
    return await unpackEvent(record.body, store)
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
