import type { Conversation, Surface } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import { messageIdOf } from './facebook-ids.ts'

interface Ids {
  readonly post_id?: string | undefined
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
 * @param page whose post it is, where that is known
 * @param permalink of the post
 * @returns nothing where neither a post nor a comment is named
 */
export function placeOf(
  ids: Ids,
  page: string | undefined,
  permalink: string | undefined,
): Place | undefined {
  const { comment_id, parent_id } = ids
  const postId = postIdIn(ids, page)
  if (comment_id === undefined) return postId === undefined ? undefined : placeOfPost(postId, permalink)
  if (postId === undefined) return placeByItself(comment_id, parent_id)
  const post = messageIdOf(postId)
  const isReply = parent_id !== undefined && parent_id !== postId
  return {
    surface: 'comment',
    nativeId: comment_id,
    conversation: compact({
      id: `${post}/${isReply ? parent_id : comment_id}`,
      rootMessageId: post,
      parentMessageId: parent_id === undefined ? undefined : messageIdOf(parent_id),
      url: permalink ?? addressOfPost(postId),
      match: 'platform' as const,
    }),
    startsConversation: parent_id === postId,
  }
}

function placeOfPost(postId: string, permalink: string | undefined): Place {
  const post = messageIdOf(postId)
  return {
    surface: 'post',
    nativeId: postId,
    conversation: {
      id: post,
      rootMessageId: post,
      url: permalink ?? addressOfPost(postId),
      match: 'platform',
    },
    startsConversation: true,
  }
}

/** Of a comment under nobody knows which post: route knows the conversation if the comment has come before. */
function placeByItself(commentId: string, parentId: string | undefined): Place {
  return {
    surface: 'comment',
    nativeId: commentId,
    conversation: compact({
      id: messageIdOf(parentId ?? commentId),
      parentMessageId: parentId === undefined ? undefined : messageIdOf(parentId),
      match: 'none' as const,
    }),
    startsConversation: parentId === undefined,
  }
}

/**
 * The post, in whatever shape the update names it. Older ones name the comment alone: its id begins with the number
 * of its post (`<post number>_<comment number>`), and the id of a post is `<page>_<post number>`.
 */
function postIdIn({ post_id, comment_id, parent_id }: Ids, page: string | undefined): string | undefined {
  if (post_id !== undefined || page === undefined) return post_id
  if (parent_id?.startsWith(`${page}_`)) return parent_id
  const numbers = comment_id?.split('_', 3) ?? []
  const [postNumber, commentNumber] = numbers[0] === page ? numbers.slice(1) : numbers
  return postNumber && commentNumber ? `${page}_${postNumber}` : undefined
}

/** Where a post can be seen, if the payload does not say so itself. */
export function addressOfPost(postId: string): string {
  return `https://www.facebook.com/${encodeURIComponent(postId)}`
}
