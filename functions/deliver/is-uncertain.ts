import type { Row } from '../core/ledger.ts'
import type { Delivery } from './attempt.ts'

/** An attempt may have been made of which nothing is known. */
export function isUncertain(
  { receiveCount, generation }: Delivery,
  before: Row<'delivery'> | undefined,
): boolean {
  if (before?.generation !== generation) return receiveCount > 1 || generation > 0
  // One receipt, one attempt at most: what the receipt just before came to is written down.
  return before.uncertain === true || before.receiveCount !== receiveCount - 1
}
