import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { RemoteIds } from '../contracts/destination.ts'
import { type DeliverPorts, deliveryKey, type KnownThere } from './attempt.ts'

/** Reads it from the ledger. */
export async function knownThere(
  event: RoutedEvent,
  ports: Pick<DeliverPorts, 'ledger' | 'config'>,
): Promise<KnownThere> {
  const [remote, original] = await Promise.all([
    ports.ledger.read('ticket', `${ports.config.name}#${event.work.key}`),
    findOriginal(event, ports),
  ])
  return { ...(remote && { remote }), ...(original && { original }) }
}

/** Of the message that another event brought there and this one changes. */
async function findOriginal(
  { id, kind, message }: RoutedEvent,
  { ledger, config }: Pick<DeliverPorts, 'ledger' | 'config'>,
): Promise<RemoteIds | undefined> {
  if (!message || kind === 'message.created') return undefined
  const createdBy = (await ledger.read('message', message.id))?.createdBy
  if (createdBy === undefined || createdBy === id) return undefined
  return (await ledger.read('delivery', deliveryKey(config.name, createdBy)))?.remote
}
