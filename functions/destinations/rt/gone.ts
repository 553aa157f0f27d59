import { type Ended, notYet } from '../ended.ts'

/** A ticket that was there a moment ago: the next attempt sees that it is not, and opens another. */
export function gone(status: number): Ended {
  return notYet(`answered ${status}: the ticket has just gone`)
}
