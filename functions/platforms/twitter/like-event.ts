import type { ContactEvent } from '../../../schemas/contact-event.ts'
import type { Reference } from './post.ts'
import { postTarget } from './post-target.ts'
import type { Profile } from './profiles.ts'
import { commonFields, personIn, publicReply, type Scene } from './scene.ts'
import { occurrence } from './times.ts'

interface Like {
  readonly id: string
  readonly liked: Reference
  /** Unknown where X tells only that one of the account's posts was liked. */
  readonly liker?: Profile
  readonly likedAt?: string
}

/** X tells of likes and never of their being taken back. */
export function likeEvent({ id, liked, liker, likedAt }: Like, scene: Scene): ContactEvent {
  return {
    ...commonFields(scene, 'reaction.added', 'like', id),
    ...postTarget(liked),
    ...occurrence(scene.receivedAt, likedAt, scene.notifiedAt),
    visibility: 'public',
    addressing: 'direct',
    direction: scene.isCompany(liker?.id) ? 'outbound' : 'inbound',
    reaction: { type: 'like' },
    ...(liker && { actor: personIn(scene, liker) }),
    reply: publicReply,
  }
}
