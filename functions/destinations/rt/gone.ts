import { type DeliveryEnded, notYet } from '../../contracts/delivery-ended.ts'

/** A ticket that was there a moment ago: the next attempt sees that it is not, and opens another. */
export function gone(status: number): DeliveryEnded {
  return notYet(`answered ${status}: the ticket has just gone`)
}
