import { acceptanceGroup, conversationGroup, sha256 } from '../../functions/core/ids.ts'
import type { Row } from '../../functions/core/ledger.ts'
import { packEvent } from '../../functions/core/message-body.ts'
import type { OutgoingMessage } from '../../functions/core/ports.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import { type OperationsPorts, queueName } from './ports.ts'

/** An event for a destination, or for `route`. */
export interface Place {
  readonly destination: string
  readonly eventId: string
}

export interface NextMessage {
  readonly message: OutgoingMessage
  /** What is parked of the event there. */
  readonly parked: Row<'parked'> | undefined
}

/**
 * The message that sends an event to a place again. Its generation is one above all that were ever sent: the stages take
 * it for an order to do it anew, and SQS for something new.
 *
 * @param content a body that nobody can read goes as it is: what reads the queue today may understand it
 */
export async function nextMessage(
  { destination, eventId }: Place,
  content: ContactEvent | { readonly unread: string },
  { ledger, store }: Pick<OperationsPorts, 'ledger' | 'store'>,
): Promise<NextMessage> {
  const key = `${destination}#${eventId}`
  const [parked, done] = await Promise.all([
    ledger.read('parked', key),
    destination === 'route' ? ledger.read('processed', eventId) : ledger.read('delivery', key),
  ])
  const generation = Math.max(parked?.generation ?? 0, done?.generation ?? 0) + 1
  const ids = { id: eventId, deduplicationId: `${eventId}#${generation}` }
  if ('unread' in content)
    return { parked, message: { ...ids, group: sha256(eventId), body: content.unread } }
  const queue = queueName(destination)
  const group = queue === 'contacts' ? acceptanceGroup(content) : conversationGroup(content)
  return { parked, message: { ...ids, group, body: await packEvent(content, queue, store) } }
}
