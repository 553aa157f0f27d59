import type { NormalizeResult } from '../../contracts/platform.ts'
import type { Update } from './reading.ts'

/** What the updates of a body come to. One that cannot be read never costs its siblings. */
export function normalizeUpdates(updates: Iterable<Update>): NormalizeResult {
  const result: NormalizeResult = { events: [], ignored: [], quarantined: [], objects: [] }
  const told = new Set<string>()
  for (const { name: what, reading, part } of updates) {
    if ('ignored' in reading) {
      const { ignored: why, notice, daily } = reading
      const isToldAlready = daily === true && told.has(what)
      if (daily) told.add(what)
      result.ignored.push({ what, why, ...(notice && !isToldAlready && { notice, ...(daily && { daily }) }) })
    } else if ('quarantined' in reading) {
      result.quarantined.push({ what, why: reading.quarantined, part })
    } else {
      result.events.push(...reading.events)
    }
  }
  return result
}
