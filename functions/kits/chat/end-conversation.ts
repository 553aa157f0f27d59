import type { ChatAttempt } from './chat-attempt.ts'
import type { Conversation } from './chat-system.ts'

/**
 * Ends a conversation that no agent has where its work is over, and the settings say so. It changes hands all the time:
 * where that fails it stays.
 *
 * @returns codes of what could not be done
 */
export async function endConversation(
  { event, context }: ChatAttempt,
  conversation: Conversation | undefined,
): Promise<string[]> {
  const { answered, withdrawn } = context.settings
  const { effect } = event.work
  const wanted = (effect === 'answer' && answered) || (effect === 'withdraw' && withdrawn)
  if (wanted !== 'disconnect' || !conversation?.end) return []
  return (await conversation.end()) ? [] : ['not_taken_back']
}
