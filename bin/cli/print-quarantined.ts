import type { Quarantined } from '../operations/find-quarantined.ts'
import type { QuarantineRetried } from '../operations/retry-quarantined.ts'
import { localTime } from './local-time.ts'
import { print, printLines } from './print.ts'
import { printable, table } from './table.ts'

interface Answer {
  readonly json?: boolean
  readonly dryRun?: boolean
}

/** So many are shown of what would be dropped. */
const shown = 20

/** Payloads in quarantine, a line each. */
export function quarantineTable(items: readonly Quarantined[]): string {
  return table(
    ['RECEIVED', 'ID', 'PLATFORM', 'BYTES', 'WHAT AND WHY'],
    items.map(({ receivedAt, id, platform, size, parts: [first, ...more] }) => [
      localTime(receivedAt),
      id,
      platform,
      size,
      `${first ? `${first.what}: ${first.why}` : '-'}${more.length > 0 ? ` (and ${more.length} more)` : ''}`,
    ]),
  )
}

/** What was given up, or would be. */
export function printDropped(items: readonly Quarantined[], { json, dryRun }: Answer): void {
  if (json) {
    const outcome = dryRun ? 'would_drop' : 'dropped'
    printLines(items.map(({ id, platform }) => ({ id, platform, outcome })))
    return
  }
  print(`${dryRun ? 'would drop' : 'dropped'} ${items.length}`)
  if (dryRun && items.length > 0) print(quarantineTable(items.slice(0, shown)))
}

const problems: Partial<Record<QuarantineRetried['outcome'], string>> = {
  not_taken: 'the queue did not take all of it, nothing after it was tried: try again',
  body_missing: 'the payload has expired: drop it',
  no_adapter: 'there is no adapter of that name any more: drop it',
}

const dryOutcomes = { read: 'would_read', partly_read: 'would_partly_read' }

/** What came of reading, or would; the process ends with 1 where something was not wholly understood. */
export function printRead(results: readonly QuarantineRetried[], { json, dryRun }: Answer): void {
  if (results.some(({ outcome }) => outcome !== 'read')) process.exitCode = 1
  if (json) {
    printLines(
      results.map(({ item: { id, platform }, outcome, events, unread }) => ({
        id,
        platform,
        // What nothing comes of is the same in a dry run.
        outcome: dryRun && (outcome === 'read' || outcome === 'partly_read') ? dryOutcomes[outcome] : outcome,
        events,
        unread,
      })),
    )
    return
  }
  const read = results.filter(({ outcome }) => outcome === 'read').length
  const events = results.reduce((sum, each) => sum + each.events, 0)
  const verbs = dryRun ? 'would be read, and' : 'read,'
  print(`${read} of ${results.length} ${verbs} ${events} events ${dryRun ? 'would be ' : ''}sent on`)
  for (const { item, outcome, unread } of results) {
    const problem = problems[outcome]
    if (problem) print(`${item.id} (${item.platform}): ${problem}`)
    for (const { what, why } of unread) print(printable(`${item.id} (${item.platform}): ${what}: ${why}`))
  }
}
