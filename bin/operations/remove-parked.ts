import type { ParkedRow } from './find-parked.ts'
import type { OperationsPorts } from './ports.ts'

/**
 * Removes a parked row and then its body. A row that was parked anew since it was read stays, with its body.
 *
 * @returns whether it was removed
 */
export async function removeParked(
  row: ParkedRow,
  { retained }: Pick<OperationsPorts, 'retained'>,
): Promise<boolean> {
  if (!(await retained.removeParked(row))) return false
  await retained.removeObject(row.body)
  return true
}
