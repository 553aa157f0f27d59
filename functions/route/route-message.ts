import type { ReceivedMessage } from '../core/consume.ts'
import { readDeduplicationId } from '../core/deduplication-id.ts'
import type { Ledger } from '../core/ledger.ts'
import { unpackEvent } from '../core/message-body.ts'
import type { Verdict } from '../core/process-batch.ts'
import { forgetStored } from './forget-stored.ts'
import { type RoutePorts, routeEvent } from './route-event.ts'

/**
 * Routes a message of the queue `contacts`.
 *
 * @param patienceSeconds how long it waits for what it names, where route does not lag
 * @throws MalformedPayload, NotAccepted as `unpackEvent` and `routeEvent` do
 */
export async function routeMessage(
  {
    body,
    deduplicationId,
    sentAt,
    firstReceivedAt,
    receiveCount,
  }: Pick<ReceivedMessage, 'body' | 'deduplicationId' | 'sentAt' | 'firstReceivedAt' | 'receiveCount'>,
  patienceSeconds: number,
  ports: RoutePorts,
): Promise<Verdict> {
  const event = await unpackEvent(body, ports.store)
  const { generation } = readDeduplicationId(deduplicationId)
  const receipt = firstReceivedAt && { sentAt, firstReceivedAt, receiveCount, patienceSeconds }
  const verdict = await routeEvent(event, generation, ports, receipt)
  if (verdict === 'done') await forgetStored(body, event, ports)
  return verdict
}

/** Whether the event of a message has been routed, in its generation or a later one. */
export async function wasRouted(
  { deduplicationId }: Pick<ReceivedMessage, 'deduplicationId'>,
  { ledger }: { readonly ledger: Ledger },
): Promise<boolean> {
  const { eventId, generation } = readDeduplicationId(deduplicationId)
  const processed = await ledger.read('processed', eventId)
  return processed !== undefined && processed.generation >= generation
}
