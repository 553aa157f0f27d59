import type { Ledger, Row } from '../../functions/core/ledger.ts'

export interface Generations {
  /** One above all that were ever sent: the stages take it for an order to do it anew, SQS for something new. */
  readonly next: number
  readonly parked: Row<'parked'> | undefined
}

/** What the next sending of an event to a destination, or to `route`, has to be called. */
export async function readGenerations(
  ledger: Ledger,
  destination: string,
  eventId: string,
): Promise<Generations> {
  const key = `${destination}#${eventId}`
  const [parked, done] = await Promise.all([
    ledger.read('parked', key),
    destination === 'route' ? ledger.read('processed', eventId) : ledger.read('delivery', key),
  ])
  return { next: Math.max(parked?.generation ?? 0, done?.generation ?? 0) + 1, parked }
}
