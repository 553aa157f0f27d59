import { MalformedPayload, NotAccepted } from '../../functions/core/errors.ts'
import { acceptanceGroup, conversationGroup, sha256 } from '../../functions/core/ids.ts'
import { mapLimited } from '../../functions/core/map-limited.ts'
import { packEvent, unpackEvent } from '../../functions/core/message-body.ts'
import type { OutgoingMessage } from '../../functions/core/ports.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import { byText } from './by-text.ts'
import type { ParkedRow } from './find-parked.ts'
import { readGenerations } from './generation.ts'
import { type OperationsPorts, queueName } from './ports.ts'
import { removeParked } from './remove-parked.ts'
import { sendAgain } from './send-again.ts'

export type RetryOutcome =
  /** The queue has it. */
  | 'sent'
  /** The queue did not take it, or one before it in its conversation: it stays parked, try again. */
  | 'not_taken'
  /** The queue will never take it: it stays parked. */
  | 'refused'
  /** Its body has expired, so there is nothing to send: it stays parked until it expires too. */
  | 'body_missing'
  /** The deployment has no such destination any more: it stays parked. */
  | 'no_queue'

export interface Retried {
  readonly row: ParkedRow
  readonly outcome: RetryOutcome
}

interface Prepared {
  readonly row: ParkedRow
  readonly message: OutgoingMessage
  readonly receivedAt: string
}

/**
 * Sends parked events again: to the destination that did not take them, or to route, which applies today's rules.
 * Each in its conversation's order, and no longer parked once the queue has it. Doing it twice sends it once.
 */
export async function retryParked(rows: readonly ParkedRow[], ports: OperationsPorts): Promise<Retried[]> {
  const byQueue = Map.groupBy(rows, ({ destination }) => queueName(destination))
  const retried = await Promise.all([...byQueue].map(([name, group]) => retryOn(name, group, ports)))
  return retried.flat()
}

async function retryOn(name: string, rows: readonly ParkedRow[], ports: OperationsPorts): Promise<Retried[]> {
  const queue = ports.queues.get(name)
  if (!queue) return rows.map((row) => ({ row, outcome: 'no_queue' }))
  const all = await mapLimited(rows, 16, (row) => prepare(row, name, ports))
  const prepared = all.filter((each) => each !== undefined).toSorted(byText(order))
  const byId = new Map(prepared.map((each) => [each.row.eventId, each.row]))
  const { taken, refused } = await sendAgain(
    queue,
    prepared.map(({ message }) => message),
    async (id) => {
      const row = byId.get(id)
      if (row) await removeParked(row, ports)
    },
  )
  return rows.map((row) => {
    if (taken.has(row.eventId)) return { row, outcome: 'sent' }
    if (refused.has(row.eventId)) return { row, outcome: 'refused' }
    return { row, outcome: byId.has(row.eventId) ? 'not_taken' : 'body_missing' }
  })
}

/** Events of one webhook were received at the same time, and first tried one after the other. */
function order({ row, receivedAt }: Prepared): string {
  return `${receivedAt} ${row.firstAt} ${row.eventId}`
}

async function prepare(
  row: ParkedRow,
  queue: string,
  { ledger, store }: OperationsPorts,
): Promise<Prepared | undefined> {
  const bytes = await store.get(row.body)
  if (!bytes) return undefined
  const { next } = await readGenerations(ledger, row.destination, row.eventId)
  const message = { id: row.eventId, deduplicationId: `${row.eventId}#${next}` }
  const text = Buffer.from(bytes).toString('utf8')
  let event: ContactEvent
  try {
    event = await unpackEvent(text, store)
  } catch (error) {
    if (error instanceof NotAccepted) return undefined
    if (!(error instanceof MalformedPayload)) throw error
    // As it was; what reads the queue today may understand it.
    return { row, receivedAt: row.firstAt, message: { ...message, group: sha256(row.eventId), body: text } }
  }
  const group = queue === 'contacts' ? acceptanceGroup(event) : conversationGroup(event)
  const body = await packEvent(event, queue, store)
  return { row, receivedAt: event.receivedAt, message: { ...message, group, body } }
}
