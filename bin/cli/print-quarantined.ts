import type { Quarantined } from '../operations/find-quarantined.ts'
import { localTime } from './local-time.ts'
import { table } from './table.ts'

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
