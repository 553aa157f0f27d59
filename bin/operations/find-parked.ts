import type { Row } from '../../functions/core/ledger.ts'
import { type AnyOf, isAnyOf, listOf } from './any-of.ts'
import { byText } from './by-text.ts'
import type { OperationsPorts } from './ports.ts'

export type ParkedRow = Row<'parked'>

/** Every named field must hold; of several values one. */
export interface ParkedFilter {
  /** Event ids. */
  readonly ids?: readonly string[]
  /** A destination's name, or `route`. */
  readonly destination?: AnyOf
  readonly platform?: AnyOf
  readonly conversation?: AnyOf
  readonly kind?: AnyOf
  readonly code?: AnyOf
  /** As the row has it, whole. */
  readonly reason?: AnyOf
  /** That the destination answered with, so far as the reason names one: `422`. */
  readonly status?: AnyOf
  /** Last tried at or after. */
  readonly from?: Date
  /** Last tried before. */
  readonly to?: Date
}

const answered = /\banswered (\d{3})\b/

/** The status that the destination answered with last, so far as the reason names one. */
export function statusOf({ reason }: Pick<ParkedRow, 'reason'>): string | undefined {
  return answered.exec(reason)?.[1]
}

/** Where something may be parked: at `route`, for the destinations, and for those that were deployed once. */
export async function parkingPlaces({
  queues,
  retained,
}: Pick<OperationsPorts, 'queues' | 'retained'>): Promise<string[]> {
  const deployed = [...queues.keys()].filter((name) => name !== 'contacts')
  return [...new Set(['route', ...deployed, ...(await retained.parkedPlaces())])]
}

/** What is parked and meets the filter, in the order in which it was first tried. */
export async function findParked(
  filter: ParkedFilter,
  ports: Pick<OperationsPorts, 'retained' | 'queues'>,
): Promise<ParkedRow[]> {
  const places = filter.destination === undefined ? await parkingPlaces(ports) : listOf(filter.destination)
  const rows = await Promise.all(places.map((place) => ports.retained.parked(place)))
  return rows
    .flat()
    .filter((row) => meets(row, filter))
    .toSorted(byText(({ firstAt, eventId }) => `${firstAt} ${eventId}`))
}

function meets(row: ParkedRow, filter: ParkedFilter): boolean {
  const { ids, platform, conversation, kind, code, reason, status, from, to } = filter
  const at = Date.parse(row.lastAt)
  return (
    (ids === undefined || ids.includes(row.eventId)) &&
    isAnyOf(platform, row.platform) &&
    isAnyOf(conversation, row.conversationId) &&
    isAnyOf(kind, row.kind) &&
    isAnyOf(code, row.code) &&
    isAnyOf(reason, row.reason) &&
    isAnyOf(status, statusOf(row)) &&
    (from === undefined || at >= from.getTime()) &&
    (to === undefined || at < to.getTime())
  )
}
