import type { ContactEvent } from '../../schemas/contact-event.ts'
import { acceptanceGroup, conversationKey } from '../core/ids.ts'
import { isItsTurn } from './await-turn.ts'
import { type Decided, decideEvent } from './decide-event.ts'
import { decidedElsewhere } from './kept-decisions.ts'
import { lookAround } from './look-around.ts'
import { joinsParent } from './mail-people.ts'
import { messagesBefore, newlyQueued } from './messages-before.ts'
import type { RoutePorts } from './route-event.ts'
import { type SeenRows, seenRows } from './seen-rows.ts'
import { sendOn } from './send-on.ts'
import { noteDecided, writeDown } from './write-down.ts'

/** Limit of events: the rows of all are read at once, and written. */
export const maxRun = 50
/** Limit of events that other order groups have left in a row that each event is to be written into. */
const maxDecidedElsewhere = 50
/** Limit of tries in a row in which somebody else was quicker: one by one they make way sooner. */
const maxTries = 2

/** An event of a queue's message. */
export interface Arrived {
  readonly event: ContactEvent
  /** Whether it would come again, and so may wait for what it names. */
  readonly waits: boolean
}

/**
 * Routes events of one order group that came together: decides one after the other what they become, each on what has
 * been decided before it, and then writes it all down and sends it on, in the calls that one of them takes.
 *
 * Whatever one of them would have to wait for ends the run before it, and so does whatever it writes that those before it
 * have read: decided again after a crash, each of them comes to the same.
 *
 * @param arrived in their order, `maxRun` at most, of generation 0, where no functions of one's own decide
 * @returns how many of the first have been routed; what stands behind them is to be routed alone
 * @throws NotAccepted where a queue did not take one
 */
export async function routeTogether(arrived: readonly Arrived[], ports: RoutePorts): Promise<number> {
  const accepted = arrived.map(({ event: { extensions: _, ...event }, waits }) => ({ event, waits }))
  const mayRun = untilOneTouches(accepted)
  const startedAt = ports.now()
  for (let tries = 0; tries < maxTries && mayRun.length > 1; tries++) {
    const seen = await readAll(mayRun, ports)
    const { run, known, count } = await decideInTurn(mayRun, seen, ports)
    const told = run.length === 0 ? [] : await writeDown(run, seen, ports)
    if (!told) continue
    await sendOn(
      run.flatMap((decided, index) => (told[index] ? [{ ...decided, event: told[index] }] : [])),
      { generation: 0, startedAt },
      ports,
    )
    const ms = ports.now().getTime() - startedAt.getTime()
    for (const event of known)
      ports.telemetry.step('known', { event: event.id, conversation: conversationKey(event), ms })
    return count
  }
  return 0
}

/** The events before the first that writes a row of a message that one before it has read. */
function untilOneTouches(arrived: readonly Arrived[]): readonly Arrived[] {
  const mentioned = new Set<string>()
  const end = arrived.findIndex(({ event }) => {
    const isEnd = mentioned.has(event.id) || areAmong(mentioned, writtenBy(event))
    for (const id of [event.id, ...mentionedIn(event)]) mentioned.add(id)
    return isEnd
  })
  return end < 0 ? arrived : arrived.slice(0, end)
}

function areAmong(mentioned: ReadonlySet<string>, written: readonly string[]): boolean {
  return written.some((id) => mentioned.has(id))
}

/** Ids of messages whose rows an event may write. */
function writtenBy({ kind, message }: ContactEvent): string[] {
  const isWritten = kind === 'message.created' || kind === 'message.edited' || kind === 'message.deleted'
  return isWritten ? [message?.id, message?.version].filter((id) => id !== undefined) : []
}

/** Ids of messages whose rows are read for an event. */
function mentionedIn({ message, target, conversation }: ContactEvent): string[] {
  const ids = [
    message?.id,
    message?.version,
    message?.quotes,
    target?.messageId,
    conversation.parentMessageId,
  ]
  return ids.filter((id) => id !== undefined)
}

/**
 * What the events are decided on, all of it read at once. What has been queued a moment ago counts, and is then read
 * once more: its row may be newer than what was read beside it.
 */
async function readAll(arrived: readonly Arrived[], ports: RoutePorts): Promise<SeenRows> {
  const confirmed = new Set<string>()
  for (;;) {
    const seen = seenRows(ports.ledger, confirmed)
    const arounds = await Promise.all(
      arrived.map(async ({ event }) => {
        const around = await lookAround(event, seen)
        // Which rows of tickets it is decided on turns out on the way.
        await decideEvent(event, 0, around, ports)
        return around
      }),
    )
    const queued = await newlyQueued(arounds, confirmed, ports)
    if (queued.length === 0) return seen
    for (const eventId of queued) confirmed.add(eventId)
  }
}

interface Run {
  /** What has yet to be written down. */
  readonly run: readonly Decided[]
  /** What had been routed before. */
  readonly known: readonly ContactEvent[]
  /** How many events these are together. */
  readonly count: number
}

async function decideInTurn(arrived: readonly Arrived[], seen: SeenRows, ports: RoutePorts): Promise<Run> {
  const run: Decided[] = []
  const known: ContactEvent[] = []
  let count = 0
  for (const { event, waits } of arrived) {
    const around = await lookAround(event, seen)
    if (around.processed) known.push(event)
    else {
      const bringers = new Set(run.map(({ accepted }) => accepted.id))
      if (waits && !messagesBefore(around, bringers, seen.confirmed, ports)) break
      const decided = await decideEvent(event, 0, around, ports)
      if (run.length > 0 && (isApart(decided) || touches(decided, run))) break
      const turn = { eventId: event.id, group: acceptanceGroup(event) }
      const reading = { ...ports, ledger: { ...ports.ledger, read: seen.read } }
      const { routed, work } = decided
      if (waits && !(await isItsTurn(routed.work, work.before, turn, reading))) break
      await noteDecided(decided, seen)
      run.push(decided)
      if (isApart(decided)) return { run, known, count: count + 1 }
    }
    count += 1
  }
  return { run, known, count }
}

/**
 * Whether nothing is to be decided together with an event and after it. Whether a mail joins the conversation of what it
 * answers hangs on who has joined that; whatever comes after a withdrawal is to go out behind it; and where other order
 * groups have left much, the row would outgrow what the table takes.
 */
function isApart({ accepted, known, routed, conversation, work }: Decided): boolean {
  const staysOut = routed.surface === 'email' && known.parent !== undefined && !joinsParent(routed, known)
  if (staysOut || routed.work.effect === 'withdraw') return true
  const group = acceptanceGroup(accepted)
  return [conversation.before, work.before].some((row) => decidedElsewhere(row, group) > maxDecidedElsewhere)
}

/** Whether an event writes a row of a message that those before it have read. */
function touches({ messages }: Decided, run: readonly Decided[]): boolean {
  const mentioned = new Set(
    run.flatMap((each) => [...mentionedIn(each.accepted), ...mentionedIn(each.routed)]),
  )
  return areAmong(
    mentioned,
    messages.map(({ key }) => key),
  )
}
