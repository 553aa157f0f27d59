import { compact } from '../../functions/core/compact.ts'
import { WrongUse } from './errors.ts'
import { note } from './note.ts'
import { readTime } from './read-time.ts'

export interface GivenWindow {
  readonly from?: string
  readonly to?: string
}

/** For how long something is kept, and what says so. */
export interface Keeping {
  readonly days: number
  /** `retention.parked` */
  readonly field: string
}

const dayMs = 24 * 3_600_000

/**
 * The times that an operator gave; it notes where nothing is kept any more of a part of them.
 *
 * @throws WrongUse where nothing can lie between them
 */
export function readWindow(
  given: GivenWindow,
  { days, field }: Keeping,
  now: Date,
): { readonly from?: Date; readonly to?: Date } {
  const from = readTime('--from', given.from, now)
  const to = readTime('--to', given.to, now)
  if (from && to && from >= to)
    throw new WrongUse(`--from must be before --to, not "${given.from}" and "${given.to}"`)
  if (from && from > now) throw new WrongUse(`--from is "${given.from}", which is still to come`)
  const oldest = new Date(now.getTime() - days * dayMs)
  const sentence = `nothing is kept any more of before ${oldest.toISOString().slice(0, 16)}Z: ${field} is ${days} days`
  if ((from && from < oldest) || (to && to < oldest)) note(sentence)
  return compact({ from, to })
}
