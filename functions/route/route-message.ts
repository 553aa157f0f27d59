import type { ReceivedMessage } from '../core/consume.ts'
import { readDeduplicationId } from '../core/deduplication-id.ts'
import type { Ledger } from '../core/ledger.ts'
import { bodyKey, unpackEvent } from '../core/message-body.ts'
import type { Verdict } from '../core/process-batch.ts'
import { settleAll } from '../core/settle-all.ts'
import { isAlreadyRouted } from './already-routed.ts'
import { forgetStored } from './forget-stored.ts'
import { type RoutePorts, routeEvent } from './route-event.ts'
import { type Arrived, maxRun, routeTogether } from './route-together.ts'

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

/**
 * Routes messages of one order group together, as far as that goes.
 *
 * @returns how many of the first have been routed
 * @throws as `routeTogether` does
 */
export async function routeMessages(
  messages: readonly Pick<ReceivedMessage, 'body' | 'deduplicationId' | 'firstReceivedAt'>[],
  ports: RoutePorts,
): Promise<number> {
  if (ports.own) return 0
  const end = messages.findIndex(
    ({ body, deduplicationId }) =>
      // What lies in the store is fetched once, and a replay is decided anew.
      bodyKey(body) !== undefined || readDeduplicationId(deduplicationId).generation > 0,
  )
  const plain = messages.slice(0, end < 0 ? maxRun : Math.min(maxRun, end))
  const read = await Promise.allSettled(plain.map(({ body }) => unpackEvent(body, ports.store)))
  const arrived: Arrived[] = []
  for (const [index, { firstReceivedAt }] of plain.entries()) {
    const unpacked = read[index]
    if (unpacked?.status !== 'fulfilled') break
    arrived.push({ event: unpacked.value, waits: firstReceivedAt !== undefined })
  }
  const count = await routeTogether(arrived, ports)
  await settleAll(
    arrived
      .slice(0, count)
      .map(({ event }, index) => forgetStored(messages[index]?.body ?? '', event, ports)),
  )
  return count
}

/** Whether the event of a message has been routed, in its generation or a later one. */
export async function wasRouted(
  { deduplicationId }: Pick<ReceivedMessage, 'deduplicationId'>,
  { ledger }: { readonly ledger: Ledger },
): Promise<boolean> {
  const { eventId, generation } = readDeduplicationId(deduplicationId)
  return isAlreadyRouted(await ledger.read('processed', eventId), generation)
}
