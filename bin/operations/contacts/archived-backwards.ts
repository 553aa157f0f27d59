import type { OperationsPorts } from '../ports.ts'
import type { ArchivedRow } from '../replay-events.ts'

/** A time window, and where to go on in it. */
export interface Window {
  /** Received at or after. */
  readonly from: Date
  /** Received before. */
  readonly to: Date
  /** Only what stands before this place, as `placeOf` says. */
  readonly before?: string | undefined
}

const hourMs = 3_600_000
/** Rows that are read at a time; each of an hour's sixteen partitions may give so many. */
const pageSize = 50
/** Empty hours are passed over so many at a time, sixteen queries each. */
const maxHoursAtOnce = 6

/** Where a row stands among the others: the later, the newer. */
export function placeOf({ receivedAt, eventId }: Pick<ArchivedRow, 'receivedAt' | 'eventId'>): string {
  return `${receivedAt}#${eventId}`
}

/** What was archived in a window, newest first; no more is read than is taken, but for a page. */
export async function* archivedBackwards(
  { from, to, before }: Window,
  { retained }: Pick<OperationsPorts, 'retained'>,
): AsyncGenerator<ArchivedRow> {
  const isInside = ({ receivedAt }: ArchivedRow) => {
    const at = Date.parse(receivedAt)
    return at >= from.getTime() && at < to.getTime()
  }
  const hours = hoursBackwards(from, to, before)
  for (let at = 0, count = 1; at < hours.length; at += count, count = Math.min(count * 2, maxHoursAtOnce)) {
    const asked = hours.slice(at, at + count)
    const first = await Promise.all(
      asked.map((hour) => retained.archivedPage(hour, { before, limit: pageSize })),
    )
    for (const [index, hour] of asked.entries()) {
      let page = first[index]
      while (page) {
        yield* page.rows.filter(isInside)
        const last = page.rows.at(-1)
        if (page.isLast || !last) break
        page = await retained.archivedPage(hour, { before: placeOf(last), limit: pageSize })
      }
    }
  }
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
