import { compact } from '../../../functions/core/compact.ts'
import { byText } from '../by-text.ts'
import type { ParkedRow } from '../find-parked.ts'
import type { OperationsPorts } from '../ports.ts'
import { type ArchivePorts, archivedBackwards, type ListedRow, type Window } from './archived-backwards.ts'
import { archivedRowOf } from './archived-row-of.ts'
import { placeOf } from './place-of.ts'

/** An event that was accepted, as the table's lists tell of it. */
export interface Candidate {
  readonly eventId: string
  readonly receivedAt: string
  readonly routedAt?: string
  readonly platform?: string
  readonly kind?: string
  readonly conversationId?: string
  readonly destinations: readonly string[]
  /** The archive has its words. */
  readonly hasBody: boolean
  /** As the archive has it, where that came along. */
  readonly body?: string
  /** Of what route parked before it was archived. */
  readonly parked?: ParkedRow
  /** Route has parked it. */
  readonly isAtRoute: boolean
  /** The later, the newer. */
  readonly place: string
}

/** What was accepted in a window, newest first: archived, or parked by route before it could be. */
export async function* candidatesBackwards(
  window: Window,
  ports: Pick<OperationsPorts, 'ledger'> & ArchivePorts,
): AsyncGenerator<Candidate> {
  const rows = await ports.retained.parked('route')
  const atRoute = new Set(rows.map(({ eventId }) => eventId))
  const parked = parkedInWindow(rows, window)
  let next = 0
  for await (const row of archivedBackwards(window, ports)) {
    const place = placeOf(row)
    for (; next < parked.length && (parked[next]?.place ?? '') > place; next += 1)
      yield* unlessArchived(parked[next], ports)
    yield { ...told(row), isAtRoute: atRoute.has(row.eventId), place }
  }
  for (; next < parked.length; next += 1) yield* unlessArchived(parked[next], ports)
}

/** Of what could not be read, and was dropped, nobody knows of which platform it was. */
function told({ platform, kind, conversationId, ...row }: ListedRow) {
  const known = compact({
    platform: platform || undefined,
    kind: kind || undefined,
    conversationId: conversationId || undefined,
  })
  return { ...row, ...known }
}

function parkedInWindow(rows: readonly ParkedRow[], { from, to, before }: Window): Candidate[] {
  return rows
    .map((parked) => {
      const { eventId, firstAt: receivedAt, platform, kind, conversationId } = parked
      const place = placeOf({ receivedAt, eventId })
      const known = compact({ platform, kind, conversationId })
      return {
        ...known,
        eventId,
        receivedAt,
        destinations: [],
        hasBody: false,
        parked,
        isAtRoute: true,
        place,
      }
    })
    .filter(({ receivedAt, place }) => {
      const at = Date.parse(receivedAt)
      return at >= from.getTime() && at < to.getTime() && (before === undefined || place < before)
    })
    .toSorted(byText(({ place }) => place))
    .reverse()
}

/** What is archived too is shown at its own place. */
async function* unlessArchived(
  candidate: Candidate | undefined,
  { ledger }: Pick<OperationsPorts, 'ledger'>,
): AsyncGenerator<Candidate> {
  if (!candidate) return
  if (await archivedRowOf(candidate.eventId, { ledger })) return
  yield candidate
}
