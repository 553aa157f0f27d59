import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { DeliveryContext, RemoteIds } from '../../contracts/destination.ts'
import { foundMessages } from './confirm-message.ts'
import { readConversation } from './conversation.ts'
import type { GenesysSettings } from './settings.ts'

/**
 * Looks for an event's last message among the newest of its conversation. Where none is known there is nothing to
 * search by: Genesys Cloud finds messages by its own ids only. What is sent again then becomes part of the same
 * conversation, and a topic is told of the same id once more.
 */
export async function findExisting(
  event: RoutedEvent,
  context: DeliveryContext<GenesysSettings>,
): Promise<RemoteIds | undefined> {
  const { effect } = event.work
  // Of these, messages are the lesser part, and the rest can be done again.
  if (event.visibility === 'public' || effect === 'answer' || effect === 'withdraw') return undefined
  const ticket = context.progress?.['conversation'] ?? context.remote?.ticket
  if (ticket === undefined || context.progress?.['pending']) return undefined
  const conversation = await readConversation(context, ticket)
  if (!conversation) return undefined
  const message = (await foundMessages(context, conversation)).get(event.id)
  return message === undefined ? undefined : { ticket, message }
}
