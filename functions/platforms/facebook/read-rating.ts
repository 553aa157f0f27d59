import type { Conversation, Message, Person, Surface } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import type { Origin } from '../../kits/meta/draft-event.ts'
import { type Reading, readAs } from '../../kits/meta/reading.ts'
import { draftPublic } from './draft-public.ts'
import { messageIdOf, personOf } from './facebook-ids.ts'
import { attachmentsOf } from './feed-media.ts'
import { personIn } from './feed-value.ts'
import { messageVerbs, reactionVerbs } from './feed-verbs.ts'
import { happenedAt, versionOf } from './feed-version.ts'
import { conversationOf, type RatingValue, ratingValue, reviewIdIn } from './rating-value.ts'

const recommendations: ReadonlyMap<string, boolean> = new Map([
  ['POSITIVE', true],
  ['NEGATIVE', false],
])

const unnamed: Reading = { quarantined: 'missing or unreadable: open_graph_story_id' }

/** A change of `ratings`: a review, a comment on one, or a reaction to either. */
export function readRating(change: unknown, origin: Origin): Reading {
  return readAs(ratingValue, change, (value) => {
    switch (value.item) {
      case 'rating':
        return readReview(value, origin)
      case 'comment':
        return readComment(value, origin)
      case 'reaction':
      case 'like':
        return readReaction(value, origin)
      default:
        return { quarantined: 'this item is not known' }
    }
  })
}

function readReview(value: RatingValue, origin: Origin): Reading {
  const nativeId = reviewIdIn(value)
  const place = conversationOf(value, undefined)
  if (nativeId === undefined || place === undefined) return unnamed
  const author =
    personOf(origin.account, value.reviewer_id, value.reviewer_name) ?? personIn(value, origin.account)
  const startedBy = author?.id === undefined ? undefined : { id: author.id }
  const content = { text: value.review_text ?? value.message, rating: ratingOf(value) }
  const conversation = compact({ ...place, startedBy })
  return readMessage(value, origin, { surface: 'review', nativeId, conversation, author, content })
}

function readComment(value: RatingValue, origin: Origin): Reading {
  const { comment_id: nativeId, parent_id, post_id } = value
  if (nativeId === undefined) return { quarantined: 'missing or unreadable: comment_id' }
  const review = conversationOf(value, parent_id ?? nativeId)
  if (review === undefined) return unnamed
  // The review itself is named by its own id, alone or after its author's.
  const isReview =
    parent_id === undefined || parent_id === post_id || `_${parent_id}`.endsWith(`_${reviewIdIn(value)}`)
  const parentMessageId = isReview ? review.rootMessageId : messageIdOf(parent_id)
  const conversation = compact({ ...review, parentMessageId })
  const author = personIn(value, origin.account)
  const content = { text: value.message, attachments: attachmentsOf(value) }
  return readMessage(value, origin, { surface: 'comment', nativeId, conversation, author, content })
}

interface Written {
  readonly surface: Surface
  readonly nativeId: string
  readonly conversation: Conversation
  readonly author: Person | undefined
  readonly content: { [Key in 'text' | 'rating' | 'attachments']?: Message[Key] | undefined }
}

function readMessage(value: RatingValue, origin: Origin, { nativeId, content, ...given }: Written): Reading {
  const kind = messageVerbs.get(value.verb)
  if (kind === undefined) return { quarantined: 'this verb is not known for it' }
  const id = messageIdOf(nativeId)
  const message: Message =
    kind === 'message.deleted'
      ? { id, attachments: [] }
      : compact({ id, ...content, attachments: content.attachments ?? [] })
  const native = [nativeId, ...versionOf(kind, value, message, origin)]
  return { events: [draftPublic(origin, native, happenedAt(kind, value), { kind, message, ...given })] }
}

function readReaction(value: RatingValue, origin: Origin): Reading {
  const kind = reactionVerbs.get(value.verb)
  if (kind === undefined) return { quarantined: 'this verb is not known for it' }
  const { comment_id, created_time } = value
  const target = comment_id ?? reviewIdIn(value)
  const conversation = conversationOf(value, comment_id)
  if (target === undefined || conversation === undefined) return unnamed
  const actor = personIn(value, origin.account)
  const type = value.reaction_type ?? (value.item === 'like' ? 'like' : undefined)
  const native = [target, actor?.id, type, `${created_time ?? origin.notifiedAt}`]
  const event = draftPublic(origin, native, created_time, {
    kind,
    surface: comment_id === undefined ? 'review' : 'comment',
    conversation,
    target: { messageId: messageIdOf(target) },
    reaction: type === undefined ? undefined : { type },
    actor,
  })
  return { events: [event] }
}

function ratingOf({ rating, recommendation_type }: RatingValue): Message['rating'] {
  const recommended = recommendations.get(recommendation_type?.toUpperCase() ?? '')
  if (rating === undefined && recommended === undefined) return undefined
  return compact({ value: rating, scale: rating === undefined ? undefined : 5, recommended })
}
