import type { ContactEvent, Kind, Message } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import type { Origin } from '../../kits/meta/draft-event.ts'
import type { Reading } from '../../kits/meta/reading.ts'
import { draftPublic } from './draft-public.ts'
import { messageIdOf } from './facebook-ids.ts'
import { attachmentsOf, linksOf } from './feed-media.ts'
import { placeOf } from './feed-place.ts'
import { type FeedValue, personIn } from './feed-value.ts'
import { messageVerbs } from './feed-verbs.ts'
import { happenedAt, versionOf } from './feed-version.ts'

/** A post or comment was written, changed, hidden, shown again or removed. */
export function readFeedMessage(
  value: FeedValue,
  origin: Origin,
  addressing: ContactEvent['addressing'],
): Reading {
  const kind = messageVerbs.get(value.verb)
  if (kind === undefined) return { quarantined: 'this verb is not known for it' }
  const isComment = value.item === 'comment'
  const { post_id, comment_id } = value
  if (isComment && comment_id === undefined) return { quarantined: 'missing or unreadable: comment_id' }
  // What mentions the page stands under the post of another.
  const page = addressing === 'mention' ? undefined : origin.account
  const place = placeOf(isComment ? value : { post_id }, page, value.post?.permalink_url)
  if (place === undefined) return { quarantined: 'missing or unreadable: post_id' }

  const author = personIn(value, origin.account)
  const isDraft = value.published === 0 || value.published === false
  if (author?.role === 'company' && isDraft && (kind === 'message.created' || kind === 'message.edited'))
    return { ignored: 'an own post that is not published yet' }

  const { surface, nativeId } = place
  const startedBy = place.startsConversation && author?.id !== undefined ? { id: author.id } : undefined
  const conversation = compact({ ...place.conversation, startedBy })
  const message = messageOf(kind, value, nativeId)
  const given = { surface, addressing, conversation, message, author }
  const native = [nativeId, ...versionOf(kind, value, message, origin)]
  const events = [draftPublic(origin, native, happenedAt(kind, value), { kind, ...given })]
  // The page's moderation filter hides some comments before anyone has seen them.
  if (kind === 'message.created' && value.is_hidden === true)
    events.push(
      draftPublic(origin, [nativeId, 'from the start'], value.created_time, {
        kind: 'message.hidden',
        ...given,
      }),
    )
  return { events }
}

function messageOf(kind: Kind, value: FeedValue, nativeId: string): Message {
  const id = messageIdOf(nativeId)
  const url = value.item === 'comment' ? undefined : value.post?.permalink_url
  if (kind === 'message.deleted') return compact({ id, url, attachments: [] })
  const attachments = attachmentsOf(value)
  const links = linksOf(value)
  const isEmpty = value.message === undefined && attachments.length === 0 && links === undefined
  // Of some animations and stickers Meta tells that somebody posted, and nothing of it.
  const withheld = kind === 'message.created' && isEmpty ? ('platform' as const) : undefined
  return compact({ id, url, text: value.message, attachments, links, withheld })
}
