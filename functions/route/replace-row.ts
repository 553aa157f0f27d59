import { isDeepStrictEqual } from 'node:util'
import type { Ledger, Row } from '../core/ledger.ts'

type Shared = 'conversation' | 'work'

/**
 * Writes what was decided on a row as it was read.
 *
 * @returns whether it stands: where another order group was quicker, the decision is to be made again
 */
export async function replaceRow<K extends Shared>(
  kind: K,
  key: string,
  next: Row<K> | undefined,
  before: Row<K> | undefined,
  ledger: Ledger,
): Promise<boolean> {
  if (next === undefined || isDeepStrictEqual(next, before)) return true
  const { version: _, ...row } = next
  return (await ledger.replace(kind, key, row as Omit<Row<K>, 'version'>, before)) !== undefined
}
