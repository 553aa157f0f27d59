import * as z from 'zod'
import type { Message } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import { adornment, nativeId } from './fields.ts'
import { handle } from './profiles.ts'
import type { Link } from './text.ts'

const words = z.string().min(1)
const url = z.string().regex(/^https?:\/\//)

/** A link, alike in both generations. */
export const linkEntity = z.lazy(() =>
  z
    .looseObject({
      url,
      expanded_url: url,
      title: adornment(words),
      media_key: adornment(words),
    })
    .transform(({ url: short, expanded_url: expanded, title, media_key: mediaKey }) =>
      compact({ short, expanded, title, mediaKey }),
    ),
)

/** A mention of v1.1 (`id_str`, `screen_name`, `indices`) or of v2 (`username`, `end`; no id for some). */
export const mentionEntity = z.lazy(() =>
  z
    .looseObject({
      id: adornment(nativeId),
      id_str: adornment(nativeId),
      screen_name: adornment(handle),
      username: adornment(handle),
      name: adornment(words),
      indices: adornment(z.tuple([z.int(), z.int()])),
      end: adornment(z.int()),
    })
    .transform((entity) => {
      const id = entity.id_str ?? entity.id
      const named = entity.username ?? entity.screen_name
      const end = entity.end ?? entity.indices?.[1]
      return compact({ person: compact({ id, handle: named, name: entity.name }), end })
    }),
)

export type MentionEntity = z.infer<typeof mentionEntity>

export const textRange = adornment(z.tuple([z.int(), z.int()]))

/**
 * Parts what a text says from what X put before it. A reply begins, outside its visible text, with the handles
 * of all who take part in the thread: recipients whom its author has not named.
 *
 * @param start of the visible text, counted like the ends of the mentions: in code points
 */
export function partMentions(
  entities: readonly MentionEntity[],
  start: number,
): Record<'mentions' | 'repliedToUsers', NonNullable<Message['mentions']>> {
  const known = entities.filter(({ person }) => person.id !== undefined || person.handle !== undefined)
  const isPrefixed = ({ end }: MentionEntity) => end !== undefined && end <= start
  return {
    mentions: known.filter((entity) => !isPrefixed(entity)).map(({ person }) => person),
    repliedToUsers: known.filter(isPrefixed).map(({ person }) => person),
  }
}

export function publicLinks(links: readonly Link[]): NonNullable<Message['links']> {
  return links.map(({ expanded, title }) => compact({ url: expanded, title }))
}
