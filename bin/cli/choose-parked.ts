import { compact } from '../../functions/core/compact.ts'
import { findParked, type ParkedFilter, type ParkedRow, parkingPlaces } from '../operations/find-parked.ts'
import type { OperationsPorts } from '../operations/ports.ts'
import { Fault, WrongUse } from './errors.ts'
import { readWindow } from './read-window.ts'
import { noteUnmet, requireEventPlatform, requireKind } from './require-known.ts'
import type { SiteOptions } from './with-site.ts'

export interface ParkedOptions extends SiteOptions {
  readonly destination?: string
  readonly platform?: string
  readonly conversation?: string
  readonly kind?: string
  readonly code?: string
  readonly from?: string
  readonly to?: string
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
  const { destination, platform, conversation, kind, code } = options
  requireEventPlatform(platform, ports)
  requireKind(kind)
  const places = await parkingPlaces(ports)
  if (destination !== undefined && !places.includes(destination))
    throw new WrongUse(`no destination "${destination}": take one of ${places.join(', ')}`)
  const keeping = { days: ports.deployment.retention.parked, field: 'retention.parked' }
  const { from, to } = readWindow(options, keeping, ports.now())
  const filter: ParkedFilter = compact({
    ...(ids.length > 0 && { ids }),
    destination,
    platform,
    conversation,
    kind,
    code,
    from,
    to,
  })
  const rows = await findParked(filter, ports)
  if (rows.length === 0 && (code !== undefined || conversation !== undefined)) {
    const all = await findParked(destination === undefined ? {} : { destination }, ports)
    noteUnmet(
      'code',
      code,
      all.map((row) => row.code),
    )
    noteUnmet(
      'conversation',
      conversation,
      all.map((row) => row.conversationId),
    )
  }
  const missing = ids.filter((id) => !rows.some(({ eventId }) => eventId === id))
  if (missing.length > 0) throw new Fault(`nothing is parked under ${missing.join(', ')}: nothing was done`)
  return rows
}

/** Without a word of choice everything would go, which is not to happen by a slip. */
export function requireChoice(ids: string[], options: ParkedOptions): void {
  const { destination, platform, conversation, kind, code, from, to, all } = options
  const filters = [destination, platform, conversation, kind, code, from, to]
  if (ids.length === 0 && !all && filters.every((filter) => filter === undefined))
    throw new WrongUse('name ids, a filter such as --destination, or --all')
}
