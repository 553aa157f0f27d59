import { mapLimited } from '../../functions/core/map-limited.ts'
import { archivedRowOf } from './contacts/archived-row-of.ts'
import { parkedEvent } from './contacts/contact-facts.ts'
import { placeOf } from './contacts/place-of.ts'
import type { ParkedRow } from './find-parked.ts'
import type { OperationsPorts } from './ports.ts'
import { removeParked } from './remove-parked.ts'

export interface Dropped {
  readonly row: ParkedRow
  /** `changed`: it was retried, dropped or parked anew since it was listed. */
  readonly outcome: 'dropped' | 'changed'
}

type DropPorts = Pick<OperationsPorts, 'retained' | 'ledger' | 'store' | 'deployment' | 'now'>

/** Gives parked events up for good: row and body. What becomes of them stays in the row of the delivery. */
export function dropParked(rows: readonly ParkedRow[], ports: DropPorts): Promise<Dropped[]> {
  return mapLimited(rows, 8, async (row) => {
    const about = await aboutUnarchived(row, ports)
    if (!(await removeParked(row, ports))) return { row, outcome: 'changed' }
    await markDropped(row, ports)
    if (about) await keepThatItCame(row, about, ports)
    return { row, outcome: 'dropped' }
  })
}

/** What route parked, or what killed a function, has no row of a delivery yet. */
async function markDropped(
  { destination, eventId, generation, attempts, reason, firstAt }: ParkedRow,
  { ledger, now }: Pick<OperationsPorts, 'ledger' | 'now'>,
): Promise<void> {
  const key = `${destination}#${eventId}`
  const droppedAt = now().toISOString()
  const before = await ledger.read('delivery', key)
  const fresh = { status: 'parked' as const, generation, attempts, reason, firstAttemptAt: firstAt }
  await ledger.merge('delivery', key, before ? { droppedAt } : { ...fresh, droppedAt })
}

type About = Pick<ParkedRow, 'platform' | 'kind' | 'conversationId'>

/** What is known of an event that route parked before it could be archived, and that no list would have any more. */
async function aboutUnarchived(row: ParkedRow, ports: DropPorts): Promise<About | undefined> {
  if (row.destination !== 'route' || ports.deployment.retention.archive === 0) return undefined
  if (await archivedRowOf(row.eventId, ports)) return undefined
  if (row.platform !== undefined) return row
  const event = await parkedEvent(row, ports)
  return event ? { platform: event.platform, kind: event.kind, conversationId: event.conversation.id } : {}
}

/** It was accepted: it stays in the sum, where it stood, without its words. */
async function keepThatItCame(
  { eventId, firstAt }: ParkedRow,
  { platform = '', kind = '', conversationId = '' }: About,
  { ledger, now }: DropPorts,
): Promise<void> {
  await ledger.merge('archive', placeOf({ receivedAt: firstAt, eventId }), {
    eventId,
    platform,
    kind,
    conversationId,
    destinations: [],
    routedAt: now().toISOString(),
    body: '',
  })
}
