import type { Origin } from '../../kits/meta/draft-event.ts'
import type { Reading } from '../../kits/meta/reading.ts'
import { draftPublic } from './draft-public.ts'
import { messageIdOf } from './facebook-ids.ts'
import { placeOf } from './feed-place.ts'
import { type FeedValue, personIn } from './feed-value.ts'
import { reactionVerbs } from './feed-verbs.ts'

/** Someone reacted to a post or comment, or took it back; `like` items are the older form. */
export function readFeedReaction(value: FeedValue, origin: Origin): Reading {
  const kind = reactionVerbs.get(value.verb)
  if (kind === undefined) return { quarantined: 'this verb is not known for it' }
  const { item, created_time } = value
  const place = placeOf(targetIn(value, origin), origin.account, value.post?.permalink_url)
  if (place === undefined)
    return item === 'like'
      ? { ignored: 'a like of the page itself' }
      : { quarantined: 'missing or unreadable: post_id' }
  const { surface, nativeId, conversation } = place
  const actor = personIn(value, origin.account)
  const type = value.reaction_type ?? (item === 'like' ? 'like' : undefined)
  const native = [nativeId, actor?.id, type, `${created_time ?? origin.notifiedAt}`]
  const event = draftPublic(origin, native, created_time, {
    kind,
    surface,
    conversation,
    target: { messageId: messageIdOf(nativeId) },
    reaction: type === undefined ? undefined : { type },
    actor,
  })
  return { events: [event] }
}

/** Older updates name what was liked as the parent and nothing else; a parent that is no post is a comment. */
function targetIn({ post_id, comment_id, parent_id }: FeedValue, { account }: Origin) {
  const isParent = post_id === undefined && comment_id === undefined && parent_id !== undefined
  if (!isParent) return { post_id, comment_id, parent_id }
  return parent_id.startsWith(`${account}_`) ? { post_id: parent_id } : { comment_id: parent_id }
}
