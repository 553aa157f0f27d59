import { mapLimited } from '../../functions/core/map-limited.ts'
import type { ParkedRow } from './find-parked.ts'
import type { OperationsPorts } from './ports.ts'
import { removeParked } from './remove-parked.ts'

export interface Dropped {
  readonly row: ParkedRow
  /** `changed`: it was retried, dropped or parked anew since it was listed. */
  readonly outcome: 'dropped' | 'changed'
}

/** Gives parked events up for good: row and body. */
export function dropParked(
  rows: readonly ParkedRow[],
  ports: Pick<OperationsPorts, 'retained'>,
): Promise<Dropped[]> {
  return mapLimited(rows, 8, async (row) => ({
    row,
    outcome: (await removeParked(row, ports)) ? 'dropped' : 'changed',
  }))
}
