import { MalformedPayload, NotAccepted } from '../../functions/core/errors.ts'
import { mapLimited } from '../../functions/core/map-limited.ts'
import { bodyKey, unpackEvent } from '../../functions/core/message-body.ts'
import { suppressionKey } from '../../functions/deliver/withhold-taken-back.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import { dropParked } from './drop-parked.ts'
import { findParked } from './find-parked.ts'
import type { OperationsPorts } from './ports.ts'
import type { ArchivedRow } from './replay-events.ts'

/** As `author` and `actor` of the events name a person. */
export interface ErasedPerson {
  readonly id: string
  readonly scope?: string
}

/** How many of each there were, or would be. */
export interface ErasureReport {
  readonly parked: number
  readonly archived: number
  readonly attachments: number
  /** Their bodies could not be read, so nobody can say whose they are. */
  readonly unreadable: number
}

const hourMs = 3_600_000

/**
 * Removes what is kept of a person's words, and has what still waits go out without them. The mark comes first:
 * what is under way meanwhile is stopped by it at the last step.
 */
export async function erasePerson(
  person: ErasedPerson,
  ports: OperationsPorts,
  { dryRun }: { readonly dryRun: boolean },
): Promise<ErasureReport> {
  const { ledger, shelves, now } = ports
  if (!dryRun) await ledger.merge('suppression', suppressionKey(person), { erasedAt: now().toISOString() })

  const found = new Set<string>()
  let unreadable = 0
  const isTheirs = async (body: string | undefined): Promise<boolean> => {
    const event = body === undefined ? undefined : await read(body, ports)
    if (!event) unreadable += 1
    if (!event || !isBy(event, person)) return false
    for (const { key } of event.message?.attachments ?? []) if (key !== undefined) found.add(key)
    return true
  }

  const parked = await keepOnly(await findParked({}, ports), async (row) => {
    const body = await ports.store.get(row.body)
    return isTheirs(body && Buffer.from(body).toString())
  })
  if (!dryRun) await dropParked(parked, ports)

  let archived = 0
  for (const hour of archivedHours(ports)) {
    const rows = await keepOnly(await shelves.archived(hour), ({ body }) => isTheirs(body))
    archived += rows.length
    if (!dryRun) await mapLimited(rows, 8, (row) => dropArchived(row, ports))
  }
  if (!dryRun) await mapLimited([...found], 8, (key) => shelves.removeObject(key))
  return { parked: parked.length, archived, attachments: found.size, unreadable }
}

async function dropArchived(row: ArchivedRow, { shelves }: OperationsPorts): Promise<void> {
  await shelves.removeArchived(row)
  const key = bodyKey(row.body)
  if (key !== undefined) await shelves.removeObject(key)
}

function isBy({ author, actor }: ContactEvent, { id, scope }: ErasedPerson): boolean {
  return [author, actor].some((each) => each?.role === 'customer' && each.id === id && each.scope === scope)
}

async function read(body: string, { store }: OperationsPorts): Promise<ContactEvent | undefined> {
  try {
    return await unpackEvent(body, store)
  } catch (error) {
    if (error instanceof NotAccepted || error instanceof MalformedPayload) return undefined
    throw error
  }
}

async function keepOnly<Row>(rows: readonly Row[], test: (row: Row) => Promise<boolean>): Promise<Row[]> {
  const kept = await mapLimited(rows, 8, test)
  return rows.filter((_, index) => kept[index])
}

/** From the oldest that may be there: `2026-11-21T19`. */
function archivedHours({ deployment, now }: OperationsPorts): string[] {
  const count = (deployment.retention.archive + 1) * 24 + 1
  return Array.from({ length: count }, (_, back) =>
    new Date(now().getTime() + hourMs - back * hourMs).toISOString().slice(0, '2026-11-21T19'.length),
  ).reverse()
}
