import type { Conversation, Surface } from '../../../schemas/contact-event.ts'
import { present } from '../../core/present.ts'
import { messageIdOf } from './draft-event.ts'

interface Ids {
  readonly post_id: string
  readonly comment_id?: string | undefined
  readonly parent_id?: string | undefined
}

interface Place {
  readonly surface: Surface
  /** The native id of the post or comment itself. */
  readonly nativeId: string
  readonly conversation: Conversation
  /** Whether its author is the one who started the conversation. */
  readonly startsConversation: boolean
}

/**
 * Where on the page something stands. A post is its own conversation; under it each top-level comment is one,
 * with all replies. `parent_id` is the post for a top-level comment, the comment above for a reply.
 *
 * @param permalink of the post
 */
export function placeOf({ post_id, comment_id, parent_id }: Ids, permalink: string | undefined): Place {
  const post = messageIdOf(post_id)
  const url = permalink ?? addressOfPost(post_id)
  if (comment_id === undefined)
    return {
      surface: 'post',
      nativeId: post_id,
      conversation: { id: post, rootMessageId: post, url, match: 'platform' },
      startsConversation: true,
    }
  const isReply = parent_id !== undefined && parent_id !== post_id
  return {
    surface: 'comment',
    nativeId: comment_id,
    conversation: present({
      id: `${post}/${isReply ? parent_id : comment_id}`,
      rootMessageId: post,
      parentMessageId: parent_id === undefined ? undefined : messageIdOf(parent_id),
      url,
      match: 'platform' as const,
    }),
    startsConversation: parent_id === post_id,
  }
}

/** Where a post can be seen, if the payload does not say so itself. */
export function addressOfPost(postId: string): string {
  return `https://www.facebook.com/${encodeURIComponent(postId)}`
}
