import type { Ledger, Row } from '../core/ledger.ts'
import type { Clock } from '../core/ports.ts'
import { isProcessed, isRecent } from './await-messages.ts'

/** Rows on which events are decided, one after the other. */
export type DecidedOn = 'conversation' | 'work'

type Kept<K extends DecidedOn> = NonNullable<Row<K>['decided']>
export type Decision<K extends DecidedOn> = Kept<K>[string]['events'][string]

/** A queue deletes a message then. */
const maxQueuedMs = 14 * 24 * 3600 * 1000
/** Limit of events whose decisions are kept with those of a run: the row is written with each. */
const maxKept = 50

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
 * The events, of those that other order groups have left in rows a while ago, that every queue has: nothing of them is
 * decided again. Where a queue takes nothing for hours, they wait for as long.
 */
export async function doneElsewhere(
  rows: readonly (Row<DecidedOn> | undefined)[],
  group: string,
  { ledger, now }: { readonly ledger: Ledger; readonly now: Clock },
): Promise<ReadonlySet<string>> {
  const left = rows.flatMap((row) => Object.entries(row?.decided ?? {}))
  const ids = left.flatMap(([name, { at, events }]) =>
    name === nameOf(group) || isRecent(at, now) || !mayComeAgain(at, now) ? [] : Object.keys(events),
  )
  const found = await Promise.all(
    [...new Set(ids)].map(async (id) => ((await isProcessed(id, ledger)) ? [id] : [])),
  )
  return new Set(found.flat())
}

/**
 * The row with what has been decided of events that are routed together. What was kept of the same order group is done
 * with once something new is decided in it: its events come one after the other. Of other groups it is kept for as long
 * as anything waits for them, or any of them is still to come.
 *
 * @param next differs from the row before: what is decided again mostly changes nothing, and its row stays as it is
 * @param decided of the run, by event id
 * @param isAlone whether the run is one event
 * @param done events that other groups have left and that are done, as `doneElsewhere` has them
 */
export function keepDecisions<K extends DecidedOn>(
  next: Row<K>,
  group: string,
  decided: Readonly<Record<string, Decision<K>>>,
  {
    isAlone,
    done,
    now,
  }: { readonly isAlone: boolean; readonly done: ReadonlySet<string>; readonly now: Clock },
): Row<K> {
  const { decided: before = {}, ...row } = next
  const others = Object.entries(before).filter(
    ([name, { at, events }]) =>
      name !== nameOf(group) &&
      (isRecent(at, now) || (mayComeAgain(at, now) && Object.keys(events).some((id) => !done.has(id)))),
  )
  const events = { ...decidedWith(decided, before[nameOf(group)]?.events), ...decided }
  const own = { at: now().toISOString(), events }
  const kept = [...others, ...(isAlone && Object.keys(events).length === 1 ? [] : [[nameOf(group), own]])]
  // The rest of a row of a kind, with decisions of that kind, is one of it.
  return (kept.length > 0 ? { ...row, decided: Object.fromEntries(kept) } : row) as Row<K>
}

/** What was decided before together with these, where they are decided again: the others are still to come. */
function decidedWith(
  these: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const ids = Object.keys(before)
  return ids.length <= maxKept && ids.some((id) => Object.hasOwn(these, id)) ? before : {}
}

function mayComeAgain(at: string, now: Clock): boolean {
  return now().getTime() - Date.parse(at) < maxQueuedMs
}
