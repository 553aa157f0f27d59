import { mapLimited } from '../../functions/core/map-limited.ts'
import type { ArchivePorts } from '../operations/contacts/archived-backwards.ts'
import { groupParked, type ParkedGroup } from '../operations/contacts/group-parked.ts'
import { findParked, type ParkedRow } from '../operations/find-parked.ts'
import { type Quarantined, readQuarantined } from '../operations/find-quarantined.ts'
import { silenceFinder } from '../operations/find-silences.ts'
import type { OperationsPorts } from '../operations/ports.ts'
import { readStatus } from '../operations/read-status.ts'
import type { Listing, Overview } from './operations.ts'

type Parked = Listing<ParkedRow> & { readonly groups: readonly ParkedGroup[] }

/** What the page lists; the commands list all. */
const maxListed = 25

export interface OverviewOptions {
  /** Where many are parked and their number stays, their rows may be so old. @default 0 */
  readonly parkedMs?: number
  /** What was found of silence may be so old. @default 0 */
  readonly silenceMs?: number
}

export interface OverviewReader {
  read(): Promise<Overview>
  /** What is parked is read anew: an operator has changed it. */
  forget(): void
}

/** Reads queues, breakers and the newest of what got stuck; notes in quarantine never change and are read once. */
export function overviewReader(
  ports: OperationsPorts & ArchivePorts,
  { parkedMs = 0, silenceMs = 0 }: OverviewOptions = {},
): OverviewReader {
  const findSilences = silenceFinder(ports, { maxAgeMs: silenceMs })
  const notes = new Map<string, Quarantined>()
  let before: { readonly rows: readonly ParkedRow[]; readonly at: number } | undefined

  async function rowsOf(total: number): Promise<readonly ParkedRow[]> {
    const at = ports.now().getTime()
    if (before && total > maxListed && total === before.rows.length && at - before.at < parkedMs)
      return before.rows
    const rows = await findParked({}, ports)
    before = { rows, at }
    return rows
  }

  async function parked(total: number): Promise<Parked> {
    if (total === 0) {
      before = undefined
      return { items: [], total, groups: [] }
    }
    const rows = await rowsOf(total)
    const newest = rows.toSorted((one, other) => Date.parse(other.lastAt) - Date.parse(one.lastAt))
    // Their words are read each time: nobody's stay here who was erased meanwhile.
    const groups = await groupParked(rows, ports)
    return { items: newest.slice(0, maxListed), total: rows.length, groups }
  }

  async function quarantine(total: number): Promise<Listing<Quarantined>> {
    if (total === 0) return { items: [], total }
    const keys = (await ports.retained.objects('quarantine/')).filter((key) => key.endsWith('.json'))
    // By platform and day: the last ones are new, if not the newest.
    const last = keys.slice(-maxListed).map((key) => key.slice(0, -'.json'.length))
    const items = (await mapLimited(last, 8, readNote)).filter((item) => item !== undefined)
    const newest = items.toSorted((one, other) => Date.parse(other.receivedAt) - Date.parse(one.receivedAt))
    return { items: newest, total: keys.length }
  }

  async function readNote(key: string): Promise<Quarantined | undefined> {
    const known = notes.get(key)
    if (known) return known
    const read = await readQuarantined(key, ports)
    if (notes.size > maxListed * 4) notes.clear()
    if (read) notes.set(key, read)
    return read
  }

  return {
    async read() {
      const { queues, breakers, silences, ...counts } = await readStatus(ports, findSilences)
      const { groups, ...listed } = await parked(sum(counts.parked))
      return {
        queues,
        breakers,
        silences,
        parked: listed,
        groups,
        uncollected: sum(counts.incoming),
        quarantine: await quarantine(sum(counts.quarantine)),
      }
    },
    forget() {
      before = undefined
    },
  }
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, each) => total + each, 0)
}
