import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { asksForWork } from '../delivery/asks-for-work.ts'
import { type ChatAttempt, type Delivered, delivered } from './chat-attempt.ts'
import type { ChatSystem, Conversation } from './chat-system.ts'
import { endConversation } from './end-conversation.ts'
import { type Sending, sendMessages } from './send-messages.ts'
import { customerOf, type Speaker, unknownCustomer } from './speaker.ts'

/**
 * Brings an event into the conversation of its work key as messages of its customer, or begins one: only what asks for
 * work may begin one.
 */
export async function deliverToChat(attempt: ChatAttempt, system: ChatSystem): Promise<Delivered> {
  const { event, context } = attempt
  const chat = system.chat()
  if (asksForWork(event) && event.direction !== 'outbound') {
    const speaker = customerOf(event) ?? unknownCustomer(event)
    const place = await resolveConversation(attempt, { system, chat, speaker })
    return sendMessages(attempt, { ...place, system, chat, speaker })
  }
  const ticket = context.remote?.ticket
  if (ticket === undefined) return delivered([])
  const conversation = await system.read(ticket)
  if (!conversation?.active) return delivered(['conversation_over'])
  return append(attempt, { system, chat, conversation })
}

/**
 * Where messages of an event that asks for work go: into the known conversation, else into one that begins, also after
 * one that is over or another's; the same at every attempt.
 */
async function resolveConversation(
  { context, progress }: ChatAttempt,
  { system, chat, speaker }: Pick<Sending, 'system' | 'chat' | 'speaker'>,
): Promise<Pick<Sending, 'tells' | 'joins'>> {
  const ticket = context.remote?.ticket
  if (!progress['tells']) {
    const known = ticket === undefined ? undefined : await system.read(ticket)
    progress['tells'] = known?.active && known.belongsTo(speaker.id) ? 'notices' : 'facts'
  }
  if (progress['tells'] === 'notices') return { tells: 'notices', joins: ticket }
  if (chat.open) progress['conversation'] ||= await chat.open(speaker)
  return { tells: 'facts' }
}

async function append(
  attempt: ChatAttempt,
  { conversation, ...into }: Pick<Sending, 'system' | 'chat'> & { conversation: Conversation },
): Promise<Delivered> {
  const { event, context } = attempt
  const speaker = speakerIn(conversation, event)
  const joins = context.remote?.ticket
  const sent = speaker
    ? await sendMessages(attempt, { ...into, speaker, tells: 'notices', joins, conversation })
    : delivered((await conversation.note?.(event)) ?? ['note_left_out'])
  const missing = await endConversation(attempt, conversation)
  return delivered([...(sent.degraded ?? []), ...missing], { remote: sent.remote })
}

/** The customer whose word it is in this conversation; the company's and another's cannot become messages there. */
function speakerIn(conversation: Conversation, event: RoutedEvent): Speaker | undefined {
  const speaker = event.work.effect === 'answer' ? undefined : customerOf(event)
  return speaker && conversation.belongsTo(speaker.id) ? speaker : undefined
}
