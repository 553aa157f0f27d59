import { MalformedPayload, NotAccepted } from '../../functions/core/errors.ts'
import { conversationGroup } from '../../functions/core/ids.ts'
import type { Row } from '../../functions/core/ledger.ts'
import { mapLimited } from '../../functions/core/map-limited.ts'
import { packEvent, unpackEvent } from '../../functions/core/message-body.ts'
import type { OutgoingMessage } from '../../functions/core/ports.ts'
import { readGenerations } from './generation.ts'
import type { OperationsPorts } from './ports.ts'
import { removeParked } from './remove-parked.ts'
import { sendAgain } from './send-again.ts'

/** One archived event for one destination. */
export interface HourItem {
  readonly row: Row<'archive'>
  readonly destination: string
}

export type HourOutcome = 'sent' | 'not_taken' | 'refused' | 'body_missing' | 'no_queue'

/** Sends items again in the order given, and returns what came of each. What is sent is no longer parked. */
export async function replayHour(items: readonly HourItem[], ports: OperationsPorts): Promise<HourOutcome[]> {
  const outcomes = new Map<HourItem, HourOutcome>()
  const byDestination = Map.groupBy(items, ({ destination }) => destination)
  await Promise.all(
    [...byDestination].map(async ([destination, group]) => {
      const done = await replayTo(destination, group, ports)
      for (const [index, item] of group.entries()) outcomes.set(item, done[index] ?? 'not_taken')
    }),
  )
  return items.map((item) => outcomes.get(item) ?? 'not_taken')
}

interface Prepared {
  readonly message: OutgoingMessage
  readonly parked: Row<'parked'> | undefined
}

async function replayTo(
  destination: string,
  items: readonly HourItem[],
  ports: OperationsPorts,
): Promise<HourOutcome[]> {
  const queue = ports.queues.get(destination)
  if (!queue) return items.map(() => 'no_queue')
  const prepared = await mapLimited(items, 16, (item) => prepare(item, ports))
  const byId = new Map(prepared.flatMap((each) => (each ? [[each.message.id, each] as const] : [])))
  const messages = [...byId.values()].map(({ message }) => message)
  const { taken, refused } = await sendAgain(queue, messages, async (id) => {
    const parked = byId.get(id)?.parked
    if (parked) await removeParked(parked, ports)
  })
  return items.map(({ row: { eventId } }) => {
    if (taken.has(eventId)) return 'sent'
    if (refused.has(eventId)) return 'refused'
    return byId.has(eventId) ? 'not_taken' : 'body_missing'
  })
}

async function prepare(
  { row, destination }: HourItem,
  { ledger, store }: OperationsPorts,
): Promise<Prepared | undefined> {
  try {
    const event = await unpackEvent(row.body, store)
    const { next, parked } = await readGenerations(ledger, destination, row.eventId)
    const message = {
      id: row.eventId,
      group: conversationGroup(event),
      body: await packEvent(event, destination, store),
      deduplicationId: `${row.eventId}#${next}`,
    }
    return { message, parked }
  } catch (error) {
    if (error instanceof NotAccepted || error instanceof MalformedPayload) return undefined
    throw error
  }
}
