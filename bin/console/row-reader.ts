import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { itemKey } from '../../functions/aws/dynamo-ledger.ts'
import { unpackArchived } from '../../functions/core/archived-body.ts'
import { rowSchemas } from '../../functions/core/ledger.ts'
import type { ObjectStore } from '../../functions/core/ports.ts'
import type { Decision, RowReader } from './follow-rows.ts'

type Key = Record<string, AttributeValue>

/** Reads many rows of the ledger at once. */
export function rowReader(client: DynamoDBClient, table: string, store: ObjectStore): RowReader {
  async function get(keys: Key[]): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = []
    let left = keys
    while (left.length > 0) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
      )
      for (const item of Responses?.[table] ?? []) found.push(unmarshall(item))
      left = UnprocessedKeys?.[table]?.Keys ?? []
    }
    return found
  }

  async function decide(item: Record<string, unknown>): Promise<[string, Decision][]> {
    const { eventId, destinations, body } = rowSchemas.archive.parse(item)
    try {
      return [[eventId, { event: await unpackArchived(body, store), destinations }]]
    } catch {
      // A body that is gone: the destination's queue will tell.
      return []
    }
  }

  return {
    async deliveries(destination, eventIds) {
      const prefix = `delivery#${destination}#`
      const items = await get(eventIds.map((id) => itemKey('delivery', `${destination}#${id}`)))
      return new Map(
        items.map((item) => [String(item['pk']).slice(prefix.length), rowSchemas.delivery.parse(item)]),
      )
    },
    async decisions(events) {
      const items = await get(events.map(({ id, receivedAt }) => itemKey('archive', `${receivedAt}#${id}`)))
      return new Map((await Promise.all(items.map(decide))).flat())
    },
  }
}
