import type { Ledger, Row, RowKind } from '../../functions/core/ledger.ts'

/**
 * A ledger for millions of calls: rows are kept as they come, unchecked and uncopied, where `memoryLedger` does both.
 * Of sets it knows nothing.
 */
export function quickLedger() {
  const rows = new Map<string, { version: number }>()
  const calls = { read: 0, merge: 0, replace: 0 }
  const ledger: Ledger = {
    async read<K extends RowKind>(kind: K, key: string) {
      calls.read += 1
      return rows.get(`${kind}#${key}`) as Row<K> | undefined
    },
    async merge(kind, key, fields) {
      calls.merge += 1
      const before = rows.get(`${kind}#${key}`)
      rows.set(`${kind}#${key}`, { ...before, ...fields, version: (before?.version ?? 0) + 1 })
    },
    async replace(kind, key, row, before) {
      calls.replace += 1
      const current = rows.get(`${kind}#${key}`)
      if (current?.version !== before?.version) return undefined
      const replaced = { ...row, version: (current?.version ?? 0) + 1 }
      rows.set(`${kind}#${key}`, replaced)
      return replaced as unknown as Row<typeof kind>
    },
  }
  return { ledger, rows, calls }
}
