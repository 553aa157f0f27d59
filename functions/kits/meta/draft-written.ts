import type { ContactEvent, Message } from '../../../schemas/contact-event.ts'
import { type Absentable, compact } from '../../core/compact.ts'
import { draftDirect } from './draft-direct.ts'
import { messageIdOf } from './draft-event.ts'
import type { MessagingThread } from './messaging-thread.ts'

/** A message of the thread that Meta sends as something else: a cart, the answers to a survey, a form. */
export function draftWritten(
  thread: MessagingThread,
  nativeId: string,
  message: Absentable<Omit<Message, 'id'>>,
): ContactEvent {
  return draftDirect(thread, [nativeId], {
    kind: 'message.created',
    message: compact({
      id: messageIdOf(thread.origin, nativeId),
      ...message,
      attachments: message.attachments,
    }),
    author: thread.sender,
  })
}
