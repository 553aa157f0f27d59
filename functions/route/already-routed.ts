import type { Row } from '../core/ledger.ts'

/** Whether an event that came again has gone to every queue before, in this generation or a later one. */
export function isAlreadyRouted(processed: Row<'processed'> | undefined, generation: number): boolean {
  return processed !== undefined && processed.generation >= generation
}
