import * as z from 'zod'
import type { Conversation } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import { id, maybe, text } from '../../kits/meta/fields.ts'
import { messageIdOf } from './facebook-ids.ts'
import { addressOfPost } from './feed-place.ts'
import { feedValue } from './feed-value.ts'

/** The `value` of a change of `ratings`: a review, or what hangs under one. */
export const ratingValue = z.lazy(() =>
  feedValue.unwrap().extend({
    open_graph_story_id: maybe(id),
    reviewer_id: maybe(id),
    reviewer_name: text,
    // Stars, in old reviews; newer ones recommend the page or do not.
    rating: maybe(z.number().min(0).max(5)),
    recommendation_type: text,
    review_text: text,
  }),
)

export type RatingValue = z.infer<typeof ratingValue>

/**
 * The id of the review. Where it is not told as such, it ends the id of the review's post (`<reviewer>_<review>`)
 * and begins that of a comment on it (`<review>_<comment>`).
 */
export function reviewIdIn(value: RatingValue): string | undefined {
  const { open_graph_story_id, post_id, parent_id, comment_id } = value
  if (open_graph_story_id !== undefined) return open_graph_story_id
  // The parent of a comment may be another comment.
  return lastOf(post_id ?? (comment_id === undefined ? parent_id : undefined)) ?? firstOfTwo(comment_id)
}

/**
 * A review is a conversation of its own, with all that hangs under it.
 *
 * @param comment what stands for the conversation where the review is not known: route knows it if the comment has
 * come before
 */
export function conversationOf(value: RatingValue, comment: string | undefined): Conversation | undefined {
  const { post_id, post } = value
  const reviewId = reviewIdIn(value)
  if (reviewId === undefined)
    return comment === undefined ? undefined : { id: messageIdOf(comment), match: 'none' }
  const id = messageIdOf(reviewId)
  return compact({
    id,
    rootMessageId: id,
    url: post?.permalink_url ?? (post_id === undefined ? undefined : addressOfPost(post_id)),
    match: 'platform' as const,
  })
}

function lastOf(nativeId: string | undefined): string | undefined {
  return nativeId?.slice(nativeId.lastIndexOf('_') + 1) || undefined
}

function firstOfTwo(nativeId: string | undefined): string | undefined {
  const [first, second] = nativeId?.split('_', 2) ?? []
  return first && second ? first : undefined
}
