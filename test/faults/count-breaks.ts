import type { Update } from './update.ts'

/**
 * @param arrived keys in the order in which they came first
 * @param gone whether an update is not waited for, because it was given up or erased
 */
export function countBreaks(
  updates: readonly Update[],
  arrived: readonly string[],
  gone: (update: Update) => boolean,
): { orderBreaks: number; overtaken: number } {
  const known = new Map(updates.map((update) => [update.key, update]))
  const furthest = new Map<string, number>()
  const seen = new Set<string>()
  let orderBreaks = 0
  let overtaken = 0
  for (const key of arrived) {
    const update = known.get(key)
    if (!update) continue
    seen.add(key)
    const before = furthest.get(update.group) ?? -1
    if (update.index < before) orderBreaks += 1
    furthest.set(update.group, Math.max(before, update.index))
    const isMissing = (named: string) => {
      const followed = known.get(named)
      return followed !== undefined && !seen.has(named) && !gone(followed)
    }
    if (update.follows.some(isMissing)) overtaken += 1
  }
  return { orderBreaks, overtaken }
}
