import type { Row } from '../core/ledger.ts'
import type { Delivery } from './attempt.ts'

/** An attempt may have got through: its outcome says so, or nobody wrote one, or it is the first of a replay. */
export function isUncertain({ generation }: Delivery, row: Row<'delivery'> | undefined): boolean {
  return row?.uncertain === true || (generation > 0 && row?.generation !== generation)
}
