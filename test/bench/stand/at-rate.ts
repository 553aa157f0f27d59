import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Begins work at a steady rate whether or not what was begun has ended, as people write whether or not anybody
 * keeps up.
 *
 * @returns once all that was begun has ended. @throws the first error of one of them
 */
export async function atRate(perSecond: number, seconds: number, begin: () => Promise<void>): Promise<void> {
  const underWay: Promise<void>[] = []
  const failures: unknown[] = []
  const startedAt = performance.now()
  const all = Math.round(perSecond * seconds)
  for (let count = 0; count < all; count += 1) {
    const due = startedAt + (count / perSecond) * 1000
    const early = due - performance.now()
    if (early > 1) await sleep(early)
    underWay.push(begin().catch((error: unknown) => void failures.push(error)))
  }
  await Promise.all(underWay)
  if (failures.length > 0) throw failures[0]
}
