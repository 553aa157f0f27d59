import { isDeepStrictEqual } from 'node:util'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { acceptanceGroup } from '../core/ids.ts'
import type { Ledger, Row } from '../core/ledger.ts'
import type { Clock } from '../core/ports.ts'
import { settleAll } from '../core/settle-all.ts'
import { withholdErased } from '../core/withhold-erased.ts'
import type { Decided, RowChange } from './decide-event.ts'
import { type DecidedOn, type Decision, doneElsewhere, keepDecisions } from './kept-decisions.ts'
import { hasPassed, mayPass } from './look-around.ts'
import { withChange } from './message-changes.ts'
import { replaceRow } from './replace-row.ts'
import { type SeenRows, seenRows } from './seen-rows.ts'

interface Ports {
  readonly ledger: Ledger
  readonly now: Clock
}

/** Has what is decided next be decided on what has been decided, which is not written yet. */
export async function noteDecided({ conversation, work, messages }: Decided, seen: SeenRows): Promise<void> {
  seen.note('conversation', conversation.key, conversation.next)
  seen.note('work', work.key, work.next)
  for (const change of messages)
    seen.note('message', change.key, withChange(await seen.read('message', change.key), change))
}

/**
 * Writes what was decided into the ledger, conversations and messages before tickets: a deletion that passes its message
 * shows in between, and may make another decision necessary.
 *
 * @param run events of one order group in their order, one at least, each noted in `seen`
 * @returns the events without what erased people wrote; `undefined` where somebody else was quicker, and they are to be
 *   decided anew
 */
export async function writeDown(
  run: readonly Decided[],
  seen: SeenRows,
  { ledger, now }: Ports,
): Promise<RoutedEvent[] | undefined> {
  const done = await doneElsewhere(
    run.flatMap(({ conversation, work }) => [conversation.before, work.before]),
    groupOf(run),
    { ledger, now },
  )
  const replaceAll = <K extends DecidedOn>(kind: K, changeOf: (decided: Decided) => RowChange<K>) =>
    joined(run, changeOf, { done, now }).map(({ key, next, before }) =>
      replaceRow(kind, key, next, before, ledger),
    )
  const replaceTickets = () => replaceAll('work', ({ work }) => work)
  const isAtOnce = run.every(isOfMessagesAlone)
  const telling = Promise.all(
    run.map((decided) => withholdErased(decided.routed, asItWasWith(decided, seen))),
  )
  const stands = await settleAll([
    ...replaceAll('conversation', ({ conversation }) => conversation),
    ...run.flatMap(({ messages }) =>
      messages.map(async ({ key, fields, sets }) => {
        await ledger.merge('message', key, fields, sets)
        return true
      }),
    ),
    telling.then(() => true),
    ...(isAtOnce ? replaceTickets() : []),
  ])
  if (stands.includes(false)) return undefined
  if (isAtOnce) return telling
  const passed = await Promise.all(run.map(({ accepted, known }) => hasPassed(accepted, known, ledger)))
  if (passed.includes(true)) return undefined
  return (await settleAll(replaceTickets())).includes(false) ? undefined : telling
}

/** Whoever joins a conversation later has nothing to do with what was said in it before. */
function asItWasWith({ conversation: { key, next } }: Decided, seen: SeenRows): SeenRows {
  const rows = seenRows(seen)
  rows.note('conversation', key, next)
  return rows
}

/**
 * Whether what became of the ticket was decided on the messages alone. In private a ticket is its conversation's: whoever
 * began it and whatever else its row says, the decision is the same, and both are written at the same moment.
 */
function isOfMessagesAlone({ accepted, known, routed }: Decided): boolean {
  return routed.visibility === 'private' && !mayPass(accepted, known)
}

function groupOf([first]: readonly Decided[]): string {
  return first === undefined ? '' : acceptanceGroup(first.accepted)
}

interface Joined<K extends DecidedOn> {
  readonly key: string
  readonly before: Row<K> | undefined
  readonly next: Row<K> | undefined
}

/** Each row once, as it was before the first of the events and as it is after the last, with what was decided on it. */
function joined<K extends DecidedOn>(
  run: readonly Decided[],
  changeOf: (decided: Decided) => RowChange<K>,
  { done, now }: { readonly done: ReadonlySet<string>; readonly now: Clock },
): Joined<K>[] {
  const [first] = run
  if (!first) return []
  const group = groupOf(run)
  return [...Map.groupBy(run, (decided) => changeOf(decided).key)].map(([key, about]) => {
    const { before } = changeOf(about[0] ?? first)
    const { next } = changeOf(about.at(-1) ?? first)
    if (next === undefined || isDeepStrictEqual(next, before)) return { key, before, next: before }
    const decisions: Record<string, Decision<K>> = Object.fromEntries(
      about.map((each) => [each.accepted.id, changeOf(each).decision]),
    )
    const isAlone = run.length === 1
    return { key, before, next: keepDecisions(next, group, decisions, { isAlone, done, now }) }
  })
}
