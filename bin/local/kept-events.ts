/** A delivery's place in memory: the event, and what tells it apart. */
export interface Kept {
  readonly event: unknown
  readonly key: string
  readonly bytes: number
}

export interface KeptEvents {
  /** @returns whether it is new */
  keep(kept: Kept): boolean
  /** In order of arrival. */
  readonly events: readonly unknown[]
  /** How many were new, forgotten ones included. */
  readonly count: number
  /** How many came again. */
  readonly duplicates: number
}

/** Each event once by its key, the newest ones only when memory's bounds are reached. */
export function keepEvents({ maxEvents = 10_000, maxBytes = 64 * 1024 * 1024 } = {}): KeptEvents {
  const byKey = new Map<string, Kept>()
  let bytes = 0
  let count = 0
  let duplicates = 0
  return {
    keep(kept) {
      if (byKey.has(kept.key)) {
        duplicates++
        return false
      }
      count++
      byKey.set(kept.key, kept)
      bytes += kept.bytes
      for (const [key, oldest] of byKey) {
        if (byKey.size <= maxEvents && bytes <= maxBytes) break
        byKey.delete(key)
        bytes -= oldest.bytes
      }
      return true
    },
    get events() {
      return [...byKey.values()].map(({ event }) => event)
    },
    get count() {
      return count
    },
    get duplicates() {
      return duplicates
    },
  }
}
