import type { OperationsPorts } from '../ports.ts'
import type { ArchivedRow } from '../replay-events.ts'
import type { ContactIndex, IndexedRow } from './contact-index.ts'
import { placeOf } from './place-of.ts'

/** A time window, and where to go on in it. */
export interface Window {
  /** Received at or after. */
  readonly from: Date
  /** Received before. */
  readonly to: Date
  /** Only what stands before this place, as `placeOf` says. */
  readonly before?: string | undefined
}

export interface ArchivePorts extends Pick<OperationsPorts, 'retained'> {
  readonly index?: ContactIndex | undefined
}

/** With its body where that came along. */
export type ListedRow = IndexedRow & Partial<Pick<ArchivedRow, 'body'>>

const hourMs = 3_600_000
/** Rows that are read at a time; each of an hour's sixteen partitions may give so many. */
const pageSize = 50
/** Empty hours are passed over so many at a time, sixteen queries each. */
const maxHoursAtOnce = 6

/** What was archived in a window, newest first; no more is read than is taken, but for a page, or of an index an hour. */
export async function* archivedBackwards(
  { from, to, before }: Window,
  ports: ArchivePorts,
): AsyncGenerator<ListedRow> {
  const [first, end] = [from.getTime(), to.getTime()]
  const hours = hoursBackwards(from, to, before)
  for (let at = 0, count = 1; at < hours.length; at += count, count = Math.min(count * 2, maxHoursAtOnce)) {
    for (const rows of await Promise.all(
      hours.slice(at, at + count).map((hour) => hourBackwards(hour, before, ports)),
    ))
      for await (const row of rows) {
        const received = Date.parse(row.receivedAt)
        if (received >= first && received < end) yield row
      }
  }
}

/** Begins to read an hour, so that several are read at the same time. */
async function hourBackwards(
  hour: string,
  before: string | undefined,
  { index, retained }: ArchivePorts,
): Promise<Iterable<ListedRow> | AsyncIterable<ListedRow>> {
  const indexed = await index?.hour(hour)
  if (indexed) return before === undefined ? indexed : indexed.filter((row) => placeOf(row) < before)
  const first = await retained.archivedPage(hour, { before, limit: pageSize })
  return (async function* () {
    for (let page = first; ; ) {
      yield* page.rows.map((row) => ({ ...row, hasBody: row.body !== '' }))
      const last = page.rows.at(-1)
      if (page.isLast || !last) return
      page = await retained.archivedPage(hour, { before: placeOf(last), limit: pageSize })
    }
  })()
}

/** `2026-11-21T19`, newest first. */
function hoursBackwards(from: Date, to: Date, before: string | undefined): string[] {
  const reached = Date.parse(before?.split('#')[0] ?? '')
  const end = Number.isNaN(reached) ? to.getTime() - 1 : Math.min(reached, to.getTime() - 1)
  const hours: string[] = []
  for (let at = Math.floor(end / hourMs) * hourMs; at > from.getTime() - hourMs; at -= hourMs)
    hours.push(new Date(at).toISOString().slice(0, '2026-11-21T19'.length))
  return hours
}
