import type { Row } from '../../functions/core/ledger.ts'
import type { Contact } from '../operations/contacts/read-contact.ts'
import type { OperationsPorts } from '../operations/ports.ts'

/** A destination that takes nothing, and what waits for it. */
export interface StoppedDestination {
  readonly breaker: Row<'breaker'>
  readonly waits: number
}

/** Of the destinations for which a contact waits those that are stopped, by name. */
export async function stoppedDestinations(
  { deliveries }: Pick<Contact, 'deliveries'>,
  { ledger, levels }: Pick<OperationsPorts, 'ledger' | 'levels'>,
): Promise<ReadonlyMap<string, StoppedDestination>> {
  const waited = deliveries
    .filter(({ state }) => state === 'on_the_way')
    .map(({ destination }) => destination)
  const breakers = await Promise.all(
    waited.map(async (name) => [name, await ledger.read('breaker', name)] as const),
  )
  const stopped = breakers.flatMap(([name, breaker]) => (breaker?.open ? [{ name, breaker }] : []))
  if (stopped.length === 0) return new Map()
  const queues = await levels()
  return new Map(
    stopped.map(({ name, breaker }) => {
      const { waiting = 0, inFlight = 0 } = queues.find((queue) => queue.name === name) ?? {}
      return [name, { breaker, waits: waiting + inFlight }]
    }),
  )
}
