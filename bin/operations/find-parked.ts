import type { Row } from '../../functions/core/ledger.ts'
import { byText } from './by-text.ts'
import type { OperationsPorts } from './ports.ts'

export type ParkedRow = Row<'parked'>

/** Every named field must hold. */
export interface ParkedFilter {
  /** Event ids. */
  readonly ids?: readonly string[]
  /** A destination's name, or `route`. */
  readonly destination?: string
  readonly platform?: string
  readonly conversation?: string
  readonly kind?: string
  readonly code?: string
  /** Last tried at or after. */
  readonly from?: Date
  /** Last tried before. */
  readonly to?: Date
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
  const places = filter.destination === undefined ? await parkingPlaces(ports) : [filter.destination]
  const rows = await Promise.all(places.map((place) => ports.retained.parked(place)))
  return rows
    .flat()
    .filter((row) => meets(row, filter))
    .toSorted(byText(({ firstAt, eventId }) => `${firstAt} ${eventId}`))
}

function meets(row: ParkedRow, { ids, platform, conversation, kind, code, from, to }: ParkedFilter): boolean {
  const is = (wanted: string | undefined, value: string | undefined) =>
    wanted === undefined || wanted === value
  const at = Date.parse(row.lastAt)
  return (
    (ids === undefined || ids.includes(row.eventId)) &&
    is(platform, row.platform) &&
    is(conversation, row.conversationId) &&
    is(kind, row.kind) &&
    is(code, row.code) &&
    (from === undefined || at >= from.getTime()) &&
    (to === undefined || at < to.getTime())
  )
}
