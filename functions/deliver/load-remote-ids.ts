import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { RemoteIds } from '../contracts/destination.ts'
import { compact } from '../core/compact.ts'
import { type DeliverPorts, deliveryKey, type KnownIds } from './attempt.ts'

/** Reads from the ledger what the destination calls the event's ticket, and the message that the event changes. */
export async function loadRemoteIds(
  event: RoutedEvent,
  ports: Pick<DeliverPorts, 'ledger' | 'config'>,
): Promise<KnownIds> {
  const [remote, original] = await Promise.all([
    ports.ledger.read('ticket', `${ports.config.name}#${event.work.key}`),
    findOriginal(event, ports),
  ])
  return compact({ remote, original })
}

/** Remote ids of the message that this event changes and another event brought there. */
async function findOriginal(
  { id, kind, message }: RoutedEvent,
  { ledger, config }: Pick<DeliverPorts, 'ledger' | 'config'>,
): Promise<RemoteIds | undefined> {
  if (!message || kind === 'message.created') return undefined
  const createdBy = (await ledger.read('message', message.id))?.createdBy
  if (createdBy === undefined || createdBy === id) return undefined
  return (await ledger.read('delivery', deliveryKey(config.name, createdBy)))?.remote
}
