import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { DeliveryContext, RemoteIds } from '../../contracts/destination.ts'
import { knownConversation } from './chat-attempt.ts'
import type { ChatSystem } from './chat-system.ts'

/**
 * Looks for an event's last message among the newest of its conversation: the `findExisting` of a chat. Where no
 * conversation is known there is nothing to search by.
 */
export async function findSent(
  event: RoutedEvent,
  context: Pick<DeliveryContext<unknown>, 'remote' | 'progress'>,
  system: Pick<ChatSystem, 'read'>,
): Promise<RemoteIds | undefined> {
  const { effect } = event.work
  // Of these, messages are the lesser part, and the rest can be done again.
  if (effect === 'answer' || effect === 'withdraw') return undefined
  const ticket = knownConversation(context, context.progress)
  if (ticket === undefined || context.progress?.['pending']) return undefined
  const conversation = await system.read(ticket)
  const message = (await conversation?.sent?.())?.get(event.id)
  return message === undefined ? undefined : { ticket, message }
}
