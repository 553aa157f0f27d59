import type { Ledger } from '../core/ledger.ts'
import type { Clock } from '../core/ports.ts'
import { isProcessed, isRecent } from './await-messages.ts'
import type { Around } from './look-around.ts'
import { type Named, namedElsewhere } from './named-elsewhere.ts'

/**
 * Whether whatever an event names is before it, so that it has nothing to wait for.
 *
 * @param bringers ids of the events before it in its run
 * @param confirmed ids of events whose messages every queue has
 */
export function messagesBefore(
  { event, known }: Around,
  bringers: ReadonlySet<string>,
  confirmed: ReadonlySet<string>,
  { now }: { readonly now: Clock },
): boolean {
  return namedElsewhere(event, known).every(({ row }) => {
    const { broughtBy, broughtAt, conversationId, missingSince } = row ?? {}
    const isOwn = broughtBy === event.id
    if (!isOwn && isRecent(broughtAt, now))
      return (
        conversationId !== undefined &&
        broughtBy !== undefined &&
        (bringers.has(broughtBy) || confirmed.has(broughtBy))
      )
    return conversationId !== undefined || missingSince !== undefined
  })
}

/** The events, of those that have recently brought what is named, that are found to be queued now. */
export async function newlyQueued(
  arounds: readonly Around[],
  confirmed: ReadonlySet<string>,
  { ledger, now }: { readonly ledger: Ledger; readonly now: Clock },
): Promise<string[]> {
  const own = new Set(arounds.map(({ event }) => event.id))
  const asked = new Set(
    arounds
      .flatMap(({ event, known }) => namedElsewhere(event, known))
      .flatMap((named) => bringerOf(named, now) ?? [])
      .filter((id) => !own.has(id) && !confirmed.has(id)),
  )
  const found = await Promise.all([...asked].map(async (id) => ({ id, is: await isProcessed(id, ledger) })))
  return found.flatMap(({ id, is }) => (is ? [id] : []))
}

function bringerOf({ row }: Named, now: Clock): string | undefined {
  return row?.conversationId !== undefined && isRecent(row.broughtAt, now) ? row.broughtBy : undefined
}
