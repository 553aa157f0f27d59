import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { messageIdOf } from './post.ts'
import { commonFields, personIn, publicReply, type Scene } from './scene.ts'
import { occurrence } from './times.ts'

/**
 * The deletion of a post. It tells the post's id and no conversation, so the post itself stands for that;
 * route knows better. Deleting one version of an edited post deletes all of them.
 */
export function deletionEvent(
  deleted: { postId: string; authorId?: string; deletedAt?: string },
  scene: Scene,
): ContactEvent {
  const { postId, authorId, deletedAt } = deleted
  const isOwn = scene.isCompany(authorId)
  const id = messageIdOf(postId)
  const person = authorId === undefined ? undefined : personIn(scene, { id: authorId })
  return {
    ...commonFields(scene, 'message.deleted', postId),
    surface: 'post',
    ...occurrence(scene.receivedAt, deletedAt, scene.notifiedAt),
    visibility: 'public',
    addressing: isOwn ? 'direct' : 'about',
    direction: isOwn ? 'outbound' : 'inbound',
    conversation: { id, match: 'none' },
    message: { id, attachments: [] },
    ...(person && { author: person, actor: person }),
    reply: publicReply,
  }
}
