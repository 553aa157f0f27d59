import { settleAll } from './settle-all.ts'

/**
 * Like `settleAll` over a map, with at most `limit` under way; results in the order of `items`. Once one has failed, no
 * further one begins.
 */
export async function mapLimited<Item, Result>(
  items: readonly Item[],
  limit: number,
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const entries = items.entries()
  let failed = false
  const worker = async () => {
    for (const [index, item] of entries) {
      if (failed) return
      try {
        results[index] = await run(item)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await settleAll(Array.from({ length: Math.min(limit, items.length) }, worker))
  return results
}
