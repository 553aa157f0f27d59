import type { Row } from '../core/ledger.ts'
import type { Clock } from '../core/ports.ts'
import { isRecent } from './await-messages.ts'

/** Rows on which events are decided, one after the other. */
export type DecidedOn = 'conversation' | 'work'

type Kept<K extends DecidedOn> = NonNullable<Row<K>['decided']>
export type Decision<K extends DecidedOn> = Kept<K>[string]['events'][string]

/** As a row names an order group: with other groups' a whole hash would make half of the row. */
const nameOf = (group: string) => group.slice(0, 16)

/** What was decided of an event when it was routed together with others. */
export function decisionOn<K extends DecidedOn>(
  row: Row<K> | undefined,
  { group, eventId }: { readonly group: string; readonly eventId: string },
): Decision<K> | undefined {
  // A row of a kind holds decisions of that kind.
  return row?.decided?.[nameOf(group)]?.events[eventId] as Decision<K> | undefined
}

/** The conversation as an event met it, as far as anything is decided on that. */
export function conversationAt(
  row: Row<'conversation'> | undefined,
  decision: Decision<'conversation'> | undefined,
): Row<'conversation'> | undefined {
  if (!row || !decision) return row
  const { startedBy, newestAt, ...rest } = row
  // Nobody becomes its first writer after the first, and nothing seen is forgotten.
  return {
    ...rest,
    ...(decision.begun && startedBy && { startedBy }),
    ...(decision.late && newestAt !== undefined && { newestAt }),
  }
}

/** How many events the row keeps decisions of that are other groups'. */
export function decidedElsewhere(row: Row<DecidedOn> | undefined, group: string): number {
  return Object.entries(row?.decided ?? {}).reduce(
    (sum, [name, { events }]) => (name === nameOf(group) ? sum : sum + Object.keys(events).length),
    0,
  )
}

/**
 * The row with what has been decided of events that are routed together. What was kept of the same order group is done
 * with once something new is decided in it: its events come one after the other. Of other groups it is kept for as long
 * as anything waits for them.
 *
 * @param next differs from the row before: what is decided again changes nothing, and its row stays as it is
 * @param decisions by event id; none where an event is routed alone
 */
export function keepDecisions<K extends DecidedOn>(
  next: Row<K>,
  group: string,
  decisions: Readonly<Record<string, Decision<K>>>,
  now: Clock,
): Row<K> {
  const { decided: before = {}, ...row } = next
  const others = Object.entries(before).filter(
    ([name, { at }]) => name !== nameOf(group) && isRecent(at, now),
  )
  const own = { at: now().toISOString(), events: decisions }
  const kept = [...others, ...(Object.keys(decisions).length > 0 ? [[nameOf(group), own]] : [])]
  // The rest of a row of a kind, with decisions of that kind, is one of it.
  return (kept.length > 0 ? { ...row, decided: Object.fromEntries(kept) } : row) as Row<K>
}
