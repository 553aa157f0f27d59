import { compact } from '../../../functions/core/compact.ts'
import { mapLimited } from '../../../functions/core/map-limited.ts'
import type { ParkedRow } from '../find-parked.ts'
import type { OperationsPorts } from '../ports.ts'
import { parkedEvent } from './contact-facts.ts'
import { type Told, tellEvent } from './contact-summary.ts'

/** Which parked rows belong together: what one destination said for one reason. */
export interface GroupKey {
  /** Its name, or `route`. */
  readonly destination: string
  readonly code: string
  readonly reason: string
}

/** What is parked for one destination and one reason. */
export interface ParkedGroup extends GroupKey {
  readonly count: number
  /** When the newest was tried last. */
  readonly lastAt: string
  /** The newest ones. */
  readonly newest: readonly { readonly row: ParkedRow; readonly told?: Told }[]
}

const maxTold = 3
/** Groups whose contacts are named; the rest are counted. */
const maxNamed = 8

/** Groups what is parked by destination and reason, the largest first; @param named how many are told of each; @param after so many that are newer */
export async function groupParked(
  rows: readonly ParkedRow[],
  ports: Pick<OperationsPorts, 'ledger' | 'store'>,
  named = maxTold,
  after = 0,
): Promise<ParkedGroup[]> {
  const groups = [...Map.groupBy(rows, keyOf).values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { destination, code, reason } = first
    const newest = group.toSorted((one, other) => (one.lastAt < other.lastAt ? 1 : -1))
    return [{ destination, code, reason, count: group.length, lastAt: newest[0]?.lastAt ?? '', newest }]
  })
  const sorted = groups.toSorted((one, other) => other.count - one.count)
  const shown = sorted.map((group, index) => ({
    ...group,
    newest: index < maxNamed ? group.newest.slice(after, after + named) : [],
  }))
  return mapLimited(shown, 4, async (group) => ({
    ...group,
    newest: await mapLimited(group.newest, 4, async (row) => {
      const event = await parkedEvent(row, ports)
      return compact({ row, told: event && tellEvent(event) })
    }),
  }))
}

/** Whether a row belongs to a group. */
export function isOfGroup(row: ParkedRow, group: Partial<GroupKey>): boolean {
  return (
    (group.destination === undefined || row.destination === group.destination) &&
    (group.code === undefined || row.code === group.code) &&
    (group.reason === undefined || row.reason === group.reason)
  )
}

function keyOf({ destination, code, reason }: ParkedRow): string {
  return JSON.stringify([destination, code, reason])
}
