import type { Ledger, Row } from '../../../functions/core/ledger.ts'
import type { OperationsPorts } from '../ports.ts'
import type { ArchivedRow } from '../replay-events.ts'
import { placeOf } from './place-of.ts'

/** An archived row without its words: where they are wanted, they are read anew. */
export interface IndexedRow extends Omit<ArchivedRow, 'body'> {
  /** Of what went to nobody no words are kept. */
  readonly hasBody: boolean
}

/**
 * What a console that is looked at again and again need not read again and again: ids, times and states, no words. What
 * came late to an hour that is over, and a replay of what was delivered, it may know a minute later.
 */
export interface ContactIndex {
  /** All that was archived of an hour (`2026-11-21T19`), newest first; `undefined` where it is too much to hold. */
  hour(hour: string): Promise<readonly IndexedRow[] | undefined>
  delivery(destination: string, eventId: string): Promise<Row<'delivery'> | undefined>
  /** What an operator has just done is seen at once. */
  forget(): void
}

export interface ContactIndexOptions extends Pick<OperationsPorts, 'ledger' | 'retained' | 'now'> {
  /** Rows that are held of all hours. @default 50000 */
  readonly maxRows?: number
}

interface Hour {
  /** Newest first; `undefined` where they are too many. */
  readonly rows: readonly IndexedRow[] | undefined
  /** When all of it was read: Unix time in milliseconds. */
  readonly readAt: number
}

const maxAgeMs = 60_000
const hourMs = 3_600_000
/** Rows that are asked for at a time of each of an hour's sixteen partitions. */
const pageSize = 400
/** Of an hour that is known but for what has come since. */
const newestSize = 25

/** Reads hours of the archive and ended deliveries once for all who ask for them within a minute. */
export function createContactIndex({
  ledger,
  retained,
  now,
  maxRows = 50_000,
}: ContactIndexOptions): ContactIndex {
  const hours = new Map<string, Hour>()
  const reading = new Map<string, Promise<Hour>>()
  const deliveries = rememberDelivered(ledger, now, 2 * maxRows)
  let held = 0

  function keep(hour: string, entry: Hour): Hour {
    drop(hour)
    hours.set(hour, entry)
    held += entry.rows?.length ?? 0
    for (const oldest of hours.keys()) {
      if (held <= maxRows || oldest === hour) break
      drop(oldest)
    }
    return entry
  }

  function drop(hour: string): void {
    held -= hours.get(hour)?.rows?.length ?? 0
    hours.delete(hour)
  }

  async function readAll(hour: string): Promise<Hour> {
    const readAt = now().getTime()
    const rows: IndexedRow[] = []
    let before: string | undefined
    while (rows.length <= maxRows) {
      const page = await retained.archivedPage(hour, { before, limit: pageSize })
      rows.push(...page.rows.map(withoutBody))
      const last = page.rows.at(-1)
      if (page.isLast || !last) break
      before = placeOf(last)
    }
    return keep(hour, { rows: rows.length > maxRows ? undefined : rows, readAt })
  }

  /** Goes back until it meets nothing but what is known. */
  async function readNewest(hour: string, { rows: known, readAt }: Hour): Promise<Hour> {
    if (!known) return readAll(hour)
    const ids = new Set(known.map(({ eventId }) => eventId))
    const fresh: IndexedRow[] = []
    let before: string | undefined
    for (;;) {
      const page = await retained.archivedPage(hour, { before, limit: newestSize })
      const unknown = page.rows.filter(({ eventId }) => !ids.has(eventId))
      fresh.push(...unknown.map(withoutBody))
      const last = page.rows.at(-1)
      if (page.isLast || !last || unknown.length === 0) break
      before = placeOf(last)
    }
    if (fresh.length === 0) return { rows: known, readAt }
    return keep(hour, { rows: merged(fresh, known), readAt })
  }

  return {
    async hour(hour) {
      const known = hours.get(hour)
      const at = now().getTime()
      const isYoung = known !== undefined && at - known.readAt < maxAgeMs
      // What came in an hour may take a while to be routed.
      const isOver = Date.parse(`${hour}:00:00Z`) + 2 * hourMs < at
      if (isYoung && isOver) return known.rows
      const asked = reading.get(hour) ?? (isYoung ? readNewest(hour, known) : readAll(hour))
      reading.set(hour, asked)
      return (await asked.finally(() => reading.delete(hour))).rows
    },
    delivery: deliveries.read,
    forget() {
      hours.clear()
      held = 0
      deliveries.forget()
    },
  }
}

function withoutBody({ body, ...row }: ArchivedRow): IndexedRow {
  return { ...row, hasBody: body !== '' }
}

/** Both newest first. */
function merged(fresh: readonly IndexedRow[], known: readonly IndexedRow[]): IndexedRow[] {
  const oldest = fresh.at(-1)
  const end = oldest === undefined ? '' : placeOf(oldest)
  const split = known.findIndex((row) => placeOf(row) < end)
  const among = split < 0 ? known : known.slice(0, split)
  const newest = [...fresh, ...among].sort((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1))
  return split < 0 ? newest : [...newest, ...known.slice(split)]
}

function rememberDelivered(ledger: Ledger, now: () => Date, maxRows: number) {
  const known = new Map<string, { readonly row: Row<'delivery'>; readonly readAt: number }>()
  return {
    async read(destination: string, eventId: string): Promise<Row<'delivery'> | undefined> {
      const key = `${destination}#${eventId}`
      const readAt = now().getTime()
      const before = known.get(key)
      if (before && readAt - before.readAt < maxAgeMs) return before.row
      known.delete(key)
      const row = await ledger.read('delivery', key)
      if (row?.status !== 'delivered') return row
      known.set(key, { row, readAt })
      for (const oldest of known.keys()) {
        if (known.size <= maxRows) break
        known.delete(oldest)
      }
      return row
    },
    forget: () => known.clear(),
  }
}
