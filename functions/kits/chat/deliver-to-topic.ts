import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { rejection } from '../../contracts/delivery-ended.ts'
import { compact } from '../../core/compact.ts'
import { asksForWork } from '../delivery/asks-for-work.ts'
import type { MessageLimits } from './chat.ts'
import { type ChatAttempt, type Delivered, delivered, waitAgain } from './chat-attempt.ts'
import type { ChatSystem } from './chat-system.ts'
import { type ComposedMessages, composeMessages, type Tells } from './compose-messages.ts'
import { endConversation } from './end-conversation.ts'
import type { HandedFile } from './hand-files.ts'
import { publicSpeaker } from './speaker.ts'
import type { Escalated, Topic, TopicMessage } from './topic.ts'

/** Brings a public contact into a topic, and makes a conversation of what is to be answered. */
export async function deliverToTopic(
  attempt: ChatAttempt,
  system: Required<Pick<ChatSystem, 'read' | 'topic'>>,
): Promise<Delivered> {
  const { event, context, progress } = attempt
  const topic = system.topic()
  if (!event.message) return delivered(['kind_left_out'])
  const degraded = await publish(attempt, topic)
  const { message } = progress
  if (asksForWork(event) && topic.escalate) {
    const { ticket, again } = await escalate(attempt, topic.escalate, message)
    return delivered(degraded, { remote: compact({ ticket, message }), deduplicated: again })
  }
  const ticket = context.remote?.ticket
  const isOver = event.work.effect === 'answer' || event.work.effect === 'withdraw'
  const conversation = ticket && isOver ? await system.read(ticket) : undefined
  degraded.push(...(await endConversation(attempt, conversation)))
  return delivered(degraded, { remote: message ? { ...context.remote, message } : undefined })
}

/** @returns codes of what could not be shown as it was */
async function publish(attempt: ChatAttempt, topic: Topic): Promise<string[]> {
  const { event, progress } = attempt
  const tells = tellsOf(attempt, topic)
  const add = async (limits: MessageLimits): Promise<string[] | undefined> => {
    const written = composeMessages(attempt, tells, limits)
    if (progress['message'] !== undefined) return [...written.degraded]
    const published = await topic.publish(messagesOf(event, written))
    if (published === 'file_refused') return undefined
    if (published.message !== undefined) progress['message'] = published.message
    return [...written.degraded]
  }
  const added = (await add(topic.limits)) ?? (await add({ ...topic.limits, files: 'links' }))
  if (!added) throw new TypeError('messages without a file have none to be refused')
  return added
}

/**
 * Agents read of a conversation that begins what they need; in the topic words stand alone, because systems gather from
 * them how people feel.
 */
function tellsOf({ event, context }: ChatAttempt, { escalate }: Topic): Tells {
  if (!asksForWork(event)) return event.kind === 'message.created' ? 'words' : 'notices'
  return escalate && context.remote?.ticket === undefined ? 'facts' : 'notices'
}

/** The first bears the id by which replies name it, and all files. */
function messagesOf(event: RoutedEvent, { texts, files }: ComposedMessages): TopicMessage[] {
  const id = event.kind === 'message.created' && event.message ? event.message.id : event.id
  return texts.map((text, index) =>
    index === 0
      ? place(event, { id, text, files })
      : place(event, { id: `${id}.${index + 1}`, text, files: [] }),
  )
}

/** Where in the thread it stands: an edit, a deletion and what is left of a long text reply to the message itself. */
function place(
  event: RoutedEvent,
  said: { id: string; text: string; files: readonly HandedFile[] },
): TopicMessage {
  const { rootMessageId, parentMessageId } = event.conversation
  const original = event.message?.id ?? said.id
  return {
    ...said,
    speaker: publicSpeaker(event),
    rootId: rootMessageId ?? parentMessageId ?? original,
    ...compact({ replyToId: said.id === original ? parentMessageId : original }),
  }
}

async function escalate(
  attempt: ChatAttempt,
  ask: NonNullable<Topic['escalate']>,
  message: string | undefined,
): Promise<Escalated> {
  if (message === undefined)
    throw rejection(
      'not_escalated',
      'the topic took the message and did not name it: escalate it there by hand',
    )
  const escalated = await ask(message)
  if ('pending' in escalated) throw waitAgain(attempt, escalated, { code: 'not_escalated', seconds: 5 })
  return escalated
}
