import { type AttributeValue, BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { itemKey } from '../../functions/aws/dynamo-ledger.ts'
import { packArchived } from '../../functions/core/archived-body.ts'
import type { Row, RowKind } from '../../functions/core/ledger.ts'
import { mapLimited } from '../../functions/core/map-limited.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { routedEvent } from '../contracts/routed-event.ts'
import { memoryStore } from './memory-ports.ts'

export interface FillOptions {
  readonly client: DynamoDBClient
  readonly table: string
  readonly count: number
  /** The newest event came a minute before, the oldest so many hours. */
  readonly now: Date
  /** @default 20 */
  readonly hours?: number
  readonly destinations: readonly string[]
}

const minuteMs = 60_000
/** DynamoDB takes so many items at once. */
const maxItems = 25
/** Conversations are as many events long. */
export const threadLength = 5

/** The n-th of the events, 0 the newest: what is written down of it once it was delivered. */
export function filledEvent(
  n: number,
  { now, count, hours = 20 }: Pick<FillOptions, 'now' | 'count' | 'hours'>,
): RoutedEvent {
  const at = new Date(now.getTime() - minuteMs - Math.floor((n * (hours * 60 - 2) * minuteMs) / count))
  const thread = Math.floor(n / threadLength)
  return routedEvent({
    id: `evt_${((n * 7919) % 1_048_576).toString(16).padStart(5, '0')}${n.toString(16).padStart(27, '0')}`,
    occurredAt: at.toISOString(),
    receivedAt: at.toISOString(),
    conversation: { id: `facebook:4711_9/${thread}`, match: 'platform', startedBy: { id: `7${thread}` } },
    message: {
      id: `facebook:9_${n}`,
      text: `Das Bild ist schwarz, seit Montag. Vorgang ${n}.`,
      attachments: [],
    },
    author: { role: 'customer', id: `7${thread}`, scope: 'facebook:4711', name: `Kundin ${thread}` },
    work: {
      effect: 'open',
      key: `facebook:4711_9/${thread}`,
      reopen: false,
      reason: 'customer message to the company',
    },
  })
}

/** Writes the rows of delivered events straight into the table: through the flow it would take minutes. */
export async function fillTable(options: FillOptions): Promise<void> {
  const { client, table, count, now, destinations } = options
  const expiresAt = Math.floor(now.getTime() / 1000) + 30 * 24 * 3600
  const put = <K extends RowKind>(kind: K, key: string, row: Row<K>) => ({
    PutRequest: {
      Item: {
        ...itemKey(kind, key),
        ...marshall({ ...row, expiresAt }, { removeUndefinedValues: true }),
      } as Record<string, AttributeValue>,
    },
  })
  const { store } = memoryStore()
  const rowsOf = async (n: number) => {
    const event = filledEvent(n, options)
    const { id, receivedAt } = event
    const at = new Date(Date.parse(receivedAt) + 400).toISOString()
    return [
      put('processed', id, { at, generation: 0, receivedAt }),
      put('archive', `${receivedAt}#${id}`, {
        eventId: id,
        platform: event.platform,
        kind: event.kind,
        conversationId: event.conversation.id,
        destinations: [...destinations],
        routedAt: at,
        body: await packArchived(event, store),
      }),
      ...destinations.map((name) =>
        put('delivery', `${name}#${id}`, {
          status: 'delivered',
          generation: 0,
          attempts: 1,
          firstAttemptAt: at,
          lastAttemptAt: at,
          deliveredAt: at,
          attemptLog: [{ at, ms: 40, outcome: 'delivered' }],
        }),
      ),
    ]
  }
  const rows = (
    await mapLimited(
      Array.from({ length: count }, (_, n) => n),
      50,
      rowsOf,
    )
  ).flat()
  const batches = Array.from({ length: Math.ceil(rows.length / maxItems) }, (_, at) =>
    rows.slice(at * maxItems, (at + 1) * maxItems),
  )
  await mapLimited(batches, 8, async (batch) => {
    const { UnprocessedItems = {} } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: batch } }),
    )
    if (Object.keys(UnprocessedItems).length > 0) throw new Error('the table did not take all rows')
  })
}
