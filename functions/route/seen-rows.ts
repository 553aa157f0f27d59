import type { Ledger, Row, RowKind } from '../core/ledger.ts'

/**
 * What the ledger knew when it was asked first, for what is decided on it: no row is read twice. What has been decided
 * meanwhile is noted here before it is written, so that the next decision is made on it.
 */
export interface SeenRows extends Pick<Ledger, 'read'> {
  /** Events that every queue had before anything was read. */
  readonly confirmed: ReadonlySet<string>
  note<K extends RowKind>(kind: K, key: string, row: Row<K> | undefined): void
}

export function seenRows(ledger: Pick<Ledger, 'read'>, confirmed: ReadonlySet<string> = new Set()): SeenRows {
  const rows = new Map<string, Promise<unknown>>()
  const nameOf = (kind: RowKind, key: string) => `${kind}#${key}`
  return {
    confirmed: new Set(confirmed),
    read<K extends RowKind>(kind: K, key: string) {
      const name = nameOf(kind, key)
      const row = rows.get(name) ?? ledger.read(kind, key)
      rows.set(name, row)
      // Under a kind's name stand rows of that kind.
      return row as Promise<Row<K> | undefined>
    },
    note(kind, key, row) {
      rows.set(nameOf(kind, key), Promise.resolve(row))
    },
  }
}
