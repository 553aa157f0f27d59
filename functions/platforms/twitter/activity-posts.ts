import * as z from 'zod'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import type { Activity } from './activity-envelope.ts'
import { deletionEvent } from './deletion-event.ts'
import { adornment, anything, nativeId } from './fields.ts'
import { likeEvent } from './like-event.ts'
import type { Part } from './parts.ts'
import { postEvent } from './post-event.ts'
import { readIncludes, readPostV2 } from './post-v2.ts'
import { type Context, type Scene, sceneOf, searchSceneOf } from './scene.ts'
import { readInstant } from './times.ts'

/**
 * A post by, to or about the filtered user.
 *
 * @param known how the type of the event says that the post is addressed
 * @throws z.ZodError
 */
export function readPost(
  { filter, payload, includes, profiles, created_at }: Activity,
  context: Context,
  known?: ContactEvent['addressing'],
): Part {
  const post = readPostV2(payload, readIncludes(includes, profiles))
  const notifiedAt = readInstant(created_at)
  const userId = filter?.user_id ?? undefined
  if (!isCompanyAccount(userId, context))
    return { event: postEvent(post, searchSceneOf(post, profiles, context, notifiedAt)) }
  return { event: postEvent(post, sceneOf(userId, profiles, context, notifiedAt), known) }
}

/** Anybody's public posts can be subscribed to, so a filtered user need not be the company's. */
function isCompanyAccount(userId: string | undefined, { settings }: Context): userId is string {
  if (userId === undefined) return false
  return settings.accounts.length === 0 || settings.accounts.some(({ id }) => id === userId)
}

const deletedPost = z.lazy(() =>
  z.looseObject({ id: nativeId, author_id: nativeId.nullish(), timestamp_ms: anything }),
)

/** @throws z.ZodError */
export function readDeletedPost({ payload }: Activity, scene: Scene): Part {
  const { id, author_id, timestamp_ms } = deletedPost.parse(payload)
  const deletedAt = readInstant(timestamp_ms)
  return {
    event: deletionEvent(
      compact({ postId: id, ...(author_id && { authorId: author_id }), deletedAt }),
      scene,
    ),
  }
}

const like = z.lazy(() =>
  z.looseObject({
    id: z.string().min(1),
    liked_tweet_id: nativeId,
    liked_tweet_author_id: adornment(nativeId),
    timestamp_ms: anything,
  }),
)

/**
 * A like by the filtered user, or of one of their posts; then X does not tell whose it is. `created_at` is
 * documented as that of the liked post, hence not read.
 *
 * @throws z.ZodError
 */
export function readLike({ payload, filter, includes, profiles }: Activity, scene: Scene): Part {
  const { id, liked_tweet_id, liked_tweet_author_id, timestamp_ms } = like.parse(payload)
  const likedAt = readInstant(timestamp_ms)
  const isOwn =
    filter?.direction === 'outbound' ||
    (filter?.direction !== 'inbound' && liked_tweet_author_id !== scene.account.id)
  const known = readIncludes(includes, profiles).posts.get(liked_tweet_id)
  return {
    event: likeEvent(
      compact({
        id,
        liked: known ?? { id: liked_tweet_id },
        ...(isOwn && { liker: { id: scene.account.id } }),
        likedAt,
      }),
      scene,
    ),
  }
}
