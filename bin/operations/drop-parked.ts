import { mapLimited } from '../../functions/core/map-limited.ts'
import type { ParkedRow } from './find-parked.ts'
import type { OperationsPorts } from './ports.ts'
import { removeParked } from './remove-parked.ts'

export interface Dropped {
  readonly row: ParkedRow
  /** `changed`: it was retried, dropped or parked anew since it was listed. */
  readonly outcome: 'dropped' | 'changed'
}

/** Gives parked events up for good: row and body. What becomes of them stays in the row of the delivery. */
export function dropParked(
  rows: readonly ParkedRow[],
  ports: Pick<OperationsPorts, 'retained' | 'ledger' | 'now'>,
): Promise<Dropped[]> {
  return mapLimited(rows, 8, async (row) => {
    if (!(await removeParked(row, ports))) return { row, outcome: 'changed' }
    await markDropped(row, ports)
    return { row, outcome: 'dropped' }
  })
}

/** What route parked, or what killed a function, has no row of a delivery yet. */
async function markDropped(
  { destination, eventId, generation, attempts, reason }: ParkedRow,
  { ledger, now }: Pick<OperationsPorts, 'ledger' | 'now'>,
): Promise<void> {
  const key = `${destination}#${eventId}`
  const droppedAt = now().toISOString()
  const before = await ledger.read('delivery', key)
  const fresh = { status: 'parked' as const, generation, attempts, reason }
  await ledger.merge('delivery', key, before ? { droppedAt } : { ...fresh, droppedAt })
}
