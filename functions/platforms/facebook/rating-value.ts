import * as z from 'zod'
import type { Conversation } from '../../../schemas/contact-event.ts'
import { present } from '../../core/present.ts'
import { messageIdOf } from './draft-event.ts'
import { addressOfPost } from './feed-place.ts'
import { feedValue } from './feed-value.ts'
import { id, maybe, text } from './fields.ts'

/** The `value` of a change of `ratings`: a review, or what hangs under one. */
export const ratingValue = feedValue.extend({
  open_graph_story_id: id,
  reviewer_id: maybe(id),
  reviewer_name: text,
  // Stars, in old reviews; newer ones recommend the page or do not.
  rating: maybe(z.number().min(0).max(5)),
  recommendation_type: text,
  review_text: text,
})

export type RatingValue = z.infer<typeof ratingValue>

/** A review is a conversation of its own, with all that hangs under it. */
export function conversationOf({ open_graph_story_id, post_id, post }: RatingValue): Conversation {
  const id = messageIdOf(open_graph_story_id)
  return present({
    id,
    rootMessageId: id,
    url: post?.permalink_url ?? (post_id === undefined ? undefined : addressOfPost(post_id)),
    match: 'platform' as const,
  })
}
