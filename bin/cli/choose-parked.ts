import { compact } from '../../functions/core/compact.ts'
import type { AnyOf } from '../operations/any-of.ts'
import {
  findParked,
  type ParkedFilter,
  type ParkedRow,
  parkingPlaces,
  statusOf,
} from '../operations/find-parked.ts'
import type { OperationsPorts } from '../operations/ports.ts'
import { Fault, WrongUse } from './errors.ts'
import { readWindow } from './read-window.ts'
import {
  noteUnmet,
  requireDestination,
  requireEventPlatform,
  requireKind,
  requireWhole,
} from './require-known.ts'
import { wholeIds } from './whole-ids.ts'
import type { SiteOptions } from './with-site.ts'

export interface ParkedOptions extends SiteOptions {
  readonly destination?: readonly string[]
  readonly platform?: readonly string[]
  readonly conversation?: readonly string[]
  readonly kind?: readonly string[]
  readonly code?: readonly string[]
  readonly reason?: readonly string[]
  readonly status?: readonly string[]
  readonly from?: string
  readonly to?: string
  /** Shows names and the first words, too. */
  readonly words?: boolean
  readonly all?: boolean
  readonly dryRun?: boolean
  readonly yes?: boolean
}

/** What is parked under these ids and meets the filters. @throws Fault, WrongUse */
export async function chooseParked(
  ids: string[],
  options: ParkedOptions,
  ports: OperationsPorts,
): Promise<ParkedRow[]> {
  const { destination, platform, conversation, kind, code, reason, status } = options
  requireEventPlatform(platform, ports)
  requireKind(kind)
  requireWhole('--conversation', conversation)
  requireWhole('--reason', reason)
  requireDestination(destination, await parkingPlaces(ports))
  const keeping = { days: ports.deployment.retention.parked, field: 'retention.parked' }
  const { from, to } = readWindow(options, keeping, ports.now())
  const all = () => findParked(destination === undefined ? {} : { destination }, ports)
  const meant =
    ids.length === 0
      ? []
      : wholeIds(
          ids,
          (await all()).map(({ eventId }) => eventId),
        )
  const filter: ParkedFilter = compact({
    ...(ids.length > 0 && { ids: meant }),
    destination,
    platform,
    conversation,
    kind,
    code,
    reason,
    status,
    from,
    to,
  })
  const rows = await findParked(filter, ports)
  const given = [code, reason, status, conversation]
  if (given.some((each) => each !== undefined)) noteAllUnmet(options, await all())
  const missing = meant.filter((id) => !rows.some(({ eventId }) => eventId === id))
  if (missing.length > 0) throw new Fault(`nothing is parked under ${missing.join(', ')}: nothing was done`)
  return rows
}

/** Of values that nobody can know beforehand. */
function noteAllUnmet(
  { code, reason, status, conversation }: ParkedOptions,
  rows: readonly ParkedRow[],
): void {
  const unmet = (what: string, given: AnyOf | undefined, of: (row: ParkedRow) => string | undefined) =>
    noteUnmet(what, given, rows.map(of))
  unmet('code', code, (row) => row.code)
  unmet('reason', reason, (row) => row.reason)
  unmet('status', status, statusOf)
  unmet('conversation', conversation, (row) => row.conversationId)
}

/** Without a word of choice everything would go, which is not to happen by a slip. */
export function requireChoice(ids: string[], options: ParkedOptions): void {
  const { destination, platform, conversation, kind, code, reason, status, from, to, all } = options
  const filters = [destination, platform, conversation, kind, code, reason, status, from, to]
  if (ids.length === 0 && !all && filters.every((filter) => filter === undefined))
    throw new WrongUse('name ids, a filter such as --destination, or --all')
}
