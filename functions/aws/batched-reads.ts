import { setTimeout as sleep } from 'node:timers/promises'
import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { NotAccepted } from '../core/errors.ts'

type Item = Record<string, AttributeValue>

interface Wanted {
  readonly key: Item
  readonly found: Promise<Item | undefined>
  resolve(item: Item | undefined): void
  reject(error: unknown): void
}

/** So many keys a BatchGetItem takes. */
const mostKeys = 100
/** So many answers in a row without an item: the table is throttled, and the message is better tried later. */
const mostFruitless = 5

/**
 * Reads items of one table, each as of now: what is asked for at the same moment, by several messages too, goes in
 * one request. A message needs a dozen rows, and each request costs a round trip and a millisecond of computing.
 *
 * @throws NotAccepted `read_throttled` from the returned function
 */
export function batchedReads(table: string, client: DynamoDBClient) {
  let wanted = new Map<string, Wanted>()

  function readAll(): void {
    const all = wanted
    wanted = new Map()
    const entries = [...all]
    for (let start = 0; start < entries.length; start += mostKeys)
      void readSome(new Map(entries.slice(start, start + mostKeys)))
  }

  async function readSome(asked: Map<string, Wanted>): Promise<void> {
    try {
      let keys = [...asked.values()].map(({ key }) => key)
      for (let fruitless = 0; keys.length > 0; ) {
        if (fruitless > 0) await sleep(25 * 2 ** fruitless)
        const { Responses, UnprocessedKeys } = await client.send(
          new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
        )
        for (const item of Responses?.[table] ?? []) asked.get(nameOf(item))?.resolve(item)
        const left = UnprocessedKeys?.[table]?.Keys ?? []
        fruitless = left.length < keys.length ? 0 : fruitless + 1
        if (fruitless === mostFruitless)
          throw new NotAccepted('read_throttled', `the table gave no answer for ${left.length} keys`)
        keys = left
      }
      // Resolving again changes nothing: these are the ones that are not there.
      for (const { resolve } of asked.values()) resolve(undefined)
    } catch (error) {
      for (const { reject } of asked.values()) reject(error)
    }
  }

  /** @param key of the item: `pk` and `sk` */
  return function read(key: Item): Promise<Item | undefined> {
    const name = nameOf(key)
    const known = wanted.get(name)
    if (known) return known.found
    if (wanted.size === 0) setImmediate(readAll)
    const { promise: found, resolve, reject } = Promise.withResolvers<Item | undefined>()
    wanted.set(name, { key, found, resolve, reject })
    return found
  }
}

/** A sort key of ours holds no line break. */
const nameOf = ({ pk, sk }: Item) => `${pk?.S}\n${sk?.S}`
