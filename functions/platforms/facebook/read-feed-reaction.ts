import { messageIdOf, type Origin } from './draft-event.ts'
import { draftPublic } from './draft-public.ts'
import { placeOf } from './feed-place.ts'
import { type FeedValue, personIn } from './feed-value.ts'
import { reactionVerbs } from './feed-verbs.ts'
import type { Reading } from './reading.ts'

/** Someone reacted to a post or comment, or took it back; `like` items are the older form. */
export function readFeedReaction(value: FeedValue, origin: Origin): Reading {
  const kind = reactionVerbs.get(value.verb)
  if (kind === undefined) return { quarantined: 'this verb is not known for it' }
  const { item, post_id, comment_id, created_time } = value
  if (post_id === undefined)
    return item === 'like' && comment_id === undefined
      ? { ignored: 'a like of the page itself' }
      : { quarantined: 'missing or unreadable: post_id' }
  const { surface, nativeId, conversation } = placeOf({ ...value, post_id }, value.post?.permalink_url)
  const actor = personIn(value, origin.page)
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
