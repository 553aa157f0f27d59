import { setTimeout as sleep } from 'node:timers/promises'
import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import DataLoader from 'dataloader'
import { NotAccepted } from '../core/errors.ts'

type Item = Record<string, AttributeValue>

/** BatchGetItem limit. */
const maxKeys = 100
/** Responses in a row without an item: the table is throttled, and the message is better tried later. */
const maxFruitless = 5

/**
 * Reads items of one table, each as of now: what is asked for at the same moment, by several messages too, goes in
 * one request. A message needs a dozen rows, and each request costs a round trip and a millisecond of computing.
 *
 * @throws NotAccepted `read_throttled` from the returned function
 */
export function batchedReads(table: string, client: DynamoDBClient) {
  const loader = new DataLoader<Item, Item | undefined, string>(readAll, {
    maxBatchSize: maxKeys,
    batchScheduleFn: setImmediate,
    cacheKeyFn: nameOf,
  })

  async function readAll(asked: readonly Item[]): Promise<(Item | Error | undefined)[]> {
    // A key is shared by those who wait for the same request; nothing is kept beyond it.
    loader.clearAll()
    const read = new Map<string, Item | Error>()
    // Asked for again since then, a key may stand twice in a batch that still waits, and DynamoDB takes it once.
    let keys = [...new Map(asked.map((key) => [nameOf(key), key])).values()]
    for (let fruitless = 0; keys.length > 0 && fruitless < maxFruitless; ) {
      if (fruitless > 0) await sleep(25 * 2 ** fruitless)
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
      )
      for (const item of Responses?.[table] ?? []) read.set(nameOf(item), item)
      const left = UnprocessedKeys?.[table]?.Keys ?? []
      fruitless = left.length < keys.length ? 0 : fruitless + 1
      keys = left
    }
    const throttled = new NotAccepted('read_throttled', `the table gave no response for ${keys.length} keys`)
    for (const key of keys) read.set(nameOf(key), throttled)
    return asked.map((key) => read.get(nameOf(key)))
  }

  /** @param key of the item: `pk` and `sk` */
  return (key: Item): Promise<Item | undefined> => loader.load(key)
}

/** A sort key of ours holds no line break. */
const nameOf = ({ pk, sk }: Item) => `${pk?.S}\n${sk?.S}`
