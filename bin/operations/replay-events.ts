import { unpackArchived } from '../../functions/core/archived-body.ts'
import { MalformedPayload } from '../../functions/core/errors.ts'
import type { Row } from '../../functions/core/ledger.ts'
import { type AnyOf, isAnyOf } from './any-of.ts'
import { byText } from './by-text.ts'
import { nextMessage } from './next-message.ts'
import type { OperationsPorts } from './ports.ts'
import { removeParked } from './remove-parked.ts'
import { type Prepared, type SendOutcome, sendAgain } from './send-again.ts'

/** Which of the events that were sent on; every named field must hold, of several values one. */
export interface ReplayFilter {
  /** Received at or after. */
  readonly from: Date
  /** Received before. */
  readonly to: Date
  readonly platform?: AnyOf
  /** Only to this one, of those that had them. */
  readonly destination?: AnyOf
  readonly conversation?: AnyOf
  readonly kind?: AnyOf
}

export type ArchivedRow = Row<'archive'> & { readonly receivedAt: string }

/** One event for one destination. */
export interface ReplayItem {
  readonly row: ArchivedRow
  readonly destination: string
}

export interface ReplayReport {
  /** How many items came to what. */
  readonly outcomes: ReadonlyMap<SendOutcome, number>
  /** By destination, whatever came of it. */
  readonly destinations: ReadonlyMap<string, number>
  /** What was, or would be, sent first. */
  readonly first: readonly ReplayItem[]
  /** The beginning of the hour after which nothing was sent, because a queue did not take something. */
  readonly stoppedAt?: Date
}

const shown = 20
const hourMs = 3_600_000

/**
 * Has events sent again to the destinations that had them, each in its conversation's order, hour by hour. Nothing is
 * decided anew, and the destination's idempotency key stays the same.
 *
 * @param options `tell` hears of each hour, and how many were found until then
 */
export async function replayEvents(
  filter: ReplayFilter,
  ports: OperationsPorts,
  {
    dryRun,
    tell = () => {},
  }: { readonly dryRun: boolean; readonly tell?: (hour: Date, count: number) => void },
): Promise<ReplayReport> {
  const outcomes = new Map<SendOutcome, number>()
  const destinations = new Map<string, number>()
  const first: ReplayItem[] = []
  const placeOf = ({ destination }: ReplayItem) => destination
  const resending = { placeOf, prepare: (item: ReplayItem) => prepare(item, ports), dryRun }
  for (const hour of hoursOf(filter, ports)) {
    const items = await itemsOf(hour, filter, ports)
    tell(
      hour,
      [...destinations.values()].reduce((sum, each) => sum + each, items.length),
    )
    first.push(...items.slice(0, shown - first.length))
    const results = await sendAgain(items, resending, ports)
    for (const [{ destination }, outcome] of results) {
      count(outcomes, outcome)
      count(destinations, destination)
    }
    // What comes later in the same conversations must not overtake it.
    if (outcomes.has('not_taken')) return { outcomes, destinations, first, stoppedAt: hour }
  }
  return { outcomes, destinations, first }
}

/** Has one event sent once more to a destination that had it. */
export async function replayEvent(item: ReplayItem, ports: OperationsPorts): Promise<SendOutcome> {
  const placeOf = ({ destination }: ReplayItem) => destination
  const outcomes = await sendAgain([item], { placeOf, prepare: (each) => prepare(each, ports) }, ports)
  return outcomes.get(item) ?? 'not_taken'
}

/** Nothing goes of what cannot be read: a queue that has had it once would have it again. */
async function prepare(
  { row, destination }: ReplayItem,
  ports: OperationsPorts,
): Promise<Prepared | undefined> {
  const event = await unpackArchived(row.body, ports.store).catch((error: unknown) => {
    if (error instanceof MalformedPayload) return undefined
    throw error
  })
  if (!event) return undefined
  const { message, parked } = await nextMessage({ destination, eventId: row.eventId }, event, ports)
  return {
    message,
    async mark() {
      if (parked) await removeParked(parked, ports)
    },
  }
}

/** The hours in which something may lie, by their beginnings. */
function hoursOf({ from, to }: ReplayFilter, { deployment, now }: OperationsPorts): Date[] {
  const oldest = now().getTime() - (deployment.retention.archive + 1) * 24 * hourMs
  const last = Math.min(to.getTime(), now().getTime() + hourMs)
  const hours: Date[] = []
  let at = Math.floor(Math.max(from.getTime(), oldest) / hourMs) * hourMs
  for (; at < last; at += hourMs) hours.push(new Date(at))
  return hours
}

async function itemsOf(
  hour: Date,
  filter: ReplayFilter,
  { retained }: OperationsPorts,
): Promise<ReplayItem[]> {
  const rows = await retained.archived(hour.toISOString().slice(0, '2026-11-21T19'.length))
  return rows
    .filter((row) => meets(row, filter))
    .toSorted(byText(placeOf))
    .flatMap((row) =>
      row.destinations
        .filter((name) => isAnyOf(filter.destination, name))
        .map((destination) => ({ row, destination })),
    )
}

/** Sorts as text: those of one webhook were often routed at the same moment, in an order that their ids do not tell. */
function placeOf({ routedAt, turn = 0, receivedAt, eventId }: ArchivedRow): string {
  return `${routedAt} ${String(turn).padStart(3, '0')} ${receivedAt} ${eventId}`
}

function meets(row: ArchivedRow, { from, to, platform, conversation, kind }: ReplayFilter): boolean {
  const at = Date.parse(row.receivedAt)
  return (
    at >= from.getTime() &&
    at < to.getTime() &&
    isAnyOf(platform, row.platform) &&
    isAnyOf(conversation, row.conversationId) &&
    isAnyOf(kind, row.kind)
  )
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
