import * as z from 'zod'
import type { Person } from '../../../schemas/contact-event.ts'
import { id, maybe, text, time, webAddress } from '../../kits/meta/fields.ts'
import { personOf } from './facebook-ids.ts'

/** The `value` of a change of `feed` or `mention`; items and API versions differ in which fields they fill. */
export const feedValue = z.lazy(() =>
  z.object({
    item: z.string(),
    verb: z.string(),
    post_id: maybe(id),
    comment_id: maybe(id),
    parent_id: maybe(id),
    from: maybe(z.object({ id: maybe(id), name: text })),
    // Before Graph API 3.0 the author stood in these.
    sender_id: maybe(id),
    sender_name: text,
    user_id: maybe(id),
    message: text,
    created_time: time,
    edited_time: time,
    published: maybe(z.union([z.int(), z.boolean()])),
    is_hidden: maybe(z.boolean()),
    reaction_type: text,
    link: text,
    title: text,
    photo: text,
    photos: maybe(z.array(z.string())),
    photo_id: maybe(id),
    photo_ids: maybe(z.array(id)),
    video: text,
    video_id: maybe(id),
    post: maybe(z.object({ permalink_url: webAddress })),
  }),
)

export type FeedValue = z.infer<typeof feedValue>

/** Whoever the payload names: the author of what was written, or who reacted. */
export function personIn(value: FeedValue, page: string): Person | undefined {
  const { from } = value
  if (from?.id !== undefined || from?.name !== undefined) return personOf(page, from.id, from.name)
  return personOf(page, value.sender_id ?? value.user_id, value.sender_name)
}
