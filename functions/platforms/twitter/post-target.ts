import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { messageIdOf, postUrl, type Reference } from './post.ts'

/** Where a like or repost belongs: the post that it is about, and that post's conversation as far as it is told. */
export function postTarget({
  id,
  conversationId,
}: Reference): Pick<ContactEvent, 'surface' | 'conversation' | 'target'> {
  return {
    surface: conversationId === undefined || conversationId === id ? 'post' : 'comment',
    conversation: {
      id: messageIdOf(conversationId ?? id),
      ...(conversationId !== undefined && { rootMessageId: messageIdOf(conversationId) }),
      url: postUrl(conversationId ?? id),
      match: 'platform',
    },
    target: { messageId: messageIdOf(id) },
  }
}
