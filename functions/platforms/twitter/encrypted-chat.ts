import * as z from 'zod'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { directConversation, privateFields } from './direct-conversation.ts'
import { adornment, anything, nativeId } from './fields.ts'
import { ignore, type Part } from './parts.ts'
import { messageIdOf } from './post.ts'
import { commonFields, personIn, type Scene } from './scene.ts'
import { occurrence, readInstant } from './times.ts'

/** `222:111` of two people, else a group's id. */
const conversationId = z.string().regex(/^[\w:-]{1,64}$/)

/** https://docs.x.com/x-api/activity/event-payloads */
const chat = z.looseObject({
  id: z.string().regex(/^[\w-]{1,64}$/),
  sender_id: nativeId,
  conversation_id: conversationId,
  created_at_msec: anything,
  encoded_event: adornment(z.string().min(1)),
})

/** XChat can be answered in X's own app only. */
const noReply = { public: false, windows: [] }

/**
 * A message that is encrypted from end to end: that it came, from whom and when, in the conversation that
 * unencrypted messages of the same two are in. @throws z.ZodError
 */
export function readEncryptedMessage(value: unknown, scene: Scene): Part {
  const { id, encoded_event: encoded } = chat.parse(value)
  if (encoded === undefined) return ignore('encrypted chat', 'a change of keys without a message')
  return {
    event: {
      ...chatEvent(value, scene, 'message.created'),
      message: { id: messageIdOf(id), attachments: [], withheld: 'encrypted' },
    },
  }
}

/** Someone joined an encrypted conversation; nothing is said yet. @throws z.ZodError */
export function readJoinedChat(value: unknown, scene: Scene): Part {
  return { event: chatEvent(value, scene, 'conversation.started') }
}

function chatEvent(
  value: unknown,
  scene: Scene,
  kind: 'message.created' | 'conversation.started',
): ContactEvent {
  const given = chat.parse(value)
  const person = personIn(scene, { id: given.sender_id })
  return {
    ...commonFields(scene, kind, given.id),
    ...privateFields(scene, given.sender_id),
    ...occurrence(scene.receivedAt, readInstant(given.created_at_msec), scene.notifiedAt),
    conversation: directConversation(given.conversation_id, given.sender_id, scene.account.id),
    ...(kind === 'message.created' ? { author: person } : { actor: person }),
    reply: noReply,
  }
}
