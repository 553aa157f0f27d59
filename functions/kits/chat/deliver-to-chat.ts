import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { asksForWork } from '../delivery/asks-for-work.ts'
import type { Chat, Conversation } from './chat.ts'
import { type ChatAttempt, type Delivered, delivered } from './chat-attempt.ts'
import { endConversation } from './end-conversation.ts'
import { type Sending, sendMessages } from './send-messages.ts'
import { customerOf, type Speaker, unknownCustomer } from './speaker.ts'

/**
 * Brings an event into the conversation of its work key as messages of its customer, or begins one: only what asks for
 * work may begin one.
 */
export async function deliverToChat(attempt: ChatAttempt, chat: Chat): Promise<Delivered> {
  const { event, context } = attempt
  if (asksForWork(event) && event.direction !== 'outbound') {
    const speaker = customerOf(event) ?? unknownCustomer(event)
    return sendMessages(attempt, chat, await resolveConversation(attempt, chat, speaker))
  }
  const ticket = context.remote?.ticket
  if (ticket === undefined) return delivered([])
  const conversation = await chat.read(ticket)
  if (!conversation?.active) return delivered(['conversation_over'])
  return append(attempt, chat, conversation)
}

/**
 * Where messages of an event that asks for work go: into the known conversation, else into one that begins, also after
 * one that is over or another's; the same at every attempt.
 */
async function resolveConversation(
  { context, progress }: ChatAttempt,
  chat: Chat,
  speaker: Speaker,
): Promise<Sending> {
  const ticket = context.remote?.ticket
  if (!progress['tells']) {
    const known = ticket === undefined ? undefined : await chat.read(ticket)
    progress['tells'] = known?.active && known.belongsTo(speaker.id) ? 'notices' : 'facts'
  }
  if (progress['tells'] === 'notices') return { speaker, tells: 'notices', joins: ticket }
  if (chat.open) progress['conversation'] ||= await chat.open(speaker)
  return { speaker, tells: 'facts' }
}

async function append(attempt: ChatAttempt, chat: Chat, conversation: Conversation): Promise<Delivered> {
  const { event, context } = attempt
  const speaker = speakerIn(conversation, event)
  const sent = speaker
    ? await sendMessages(attempt, chat, {
        speaker,
        tells: 'notices',
        joins: context.remote?.ticket,
        conversation,
      })
    : delivered((await conversation.note?.(event)) ?? ['note_left_out'])
  const missing = await endConversation(attempt, conversation)
  return delivered([...(sent.degraded ?? []), ...missing], { remote: sent.remote })
}

/** The customer whose word it is in this conversation; the company's and another's cannot become messages there. */
function speakerIn(conversation: Conversation, event: RoutedEvent): Speaker | undefined {
  const speaker = event.work.effect === 'answer' ? undefined : customerOf(event)
  return speaker && conversation.belongsTo(speaker.id) ? speaker : undefined
}
