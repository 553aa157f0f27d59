import { deletionEvent } from '../../functions/platforms/twitter/deletion-event.ts'
import { postEvent } from '../../functions/platforms/twitter/post-event.ts'
import { readPostV1 } from '../../functions/platforms/twitter/post-v1.ts'
import { readIncludes, readPostV2 } from '../../functions/platforms/twitter/post-v2.ts'
import { type Scene, sceneOf } from '../../functions/platforms/twitter/scene.ts'
import { twitterSettings } from '../../functions/platforms/twitter/settings.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'

export const company = '1000'

/** A post, of which `id` is the version and `firstId` the first one. */
export interface XPost {
  readonly id: string
  readonly firstId: string
  readonly author: string
  /** The first version of the post that it replies to. */
  readonly above?: XPost | undefined
  readonly text: string
  /** When it was written, in milliseconds. */
  readonly at: number
}

const sceneAt = (at: number): Scene =>
  sceneOf(company, new Map(), {
    settings: twitterSettings.parse({ consumerSecrets: ['s'], accounts: [{ id: company, handle: 'acme' }] }),
    receivedAt: new Date(at + 500).toISOString(),
  } as Parameters<typeof sceneOf>[2])

const rootOf = (post: XPost): XPost => (post.above ? rootOf(post.above) : post)

/** As the Account Activity API tells it: no conversation, only the post above. */
export function postV1(post: XPost): ContactEvent {
  const { id, firstId, author, above, text, at } = post
  const told = {
    id_str: id,
    text,
    timestamp_ms: String(at),
    user: { id_str: author, name: `Name ${author}`, screen_name: `user_${author}` },
    entities: { user_mentions: [{ id_str: company, screen_name: 'acme', indices: [0, 5] }] },
    ...(above && { in_reply_to_status_id_str: above.firstId, in_reply_to_user_id_str: above.author }),
    ...(id !== firstId && { edit_history_tweet_ids: [firstId, id] }),
  }
  return postEvent(readPostV1(told), sceneAt(at))
}

/** As the X Activity API tells it, with the conversation. */
export function postV2(post: XPost): ContactEvent {
  const { id, firstId, author, above, text, at } = post
  const told = {
    id,
    text,
    author_id: author,
    created_at: new Date(at).toISOString(),
    conversation_id: rootOf(post).firstId,
    edit_history_tweet_ids: id === firstId ? [id] : [firstId, id],
    ...(above && {
      in_reply_to_user_id: above.author,
      referenced_tweets: [{ type: 'replied_to', id: above.firstId }],
    }),
  }
  return postEvent(readPostV2(told, readIncludes(undefined, new Map())), sceneAt(at), 'mention')
}

/** Either API tells of a deletion no more than this. */
export function deletedPost({ id, author }: XPost, at: number): ContactEvent {
  return deletionEvent({ postId: id, authorId: author, deletedAt: new Date(at).toISOString() }, sceneAt(at))
}
