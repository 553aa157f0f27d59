import { customerOf, nativeId, xAccount } from './places.ts'
import type { Update } from './update.ts'

const startedAt = 1_795_262_400_000
const company = { id: xAccount, handle: 'acme_service' }

/** Posts or deletions in one body of the Account Activity API (v1.1), or one event of the X Activity API (v2). */
export function xPayload(updates: readonly Update[]): unknown {
  const [first] = updates
  if (first?.place === 'x_v2') return { data: activity(first) }
  return first?.kind === 'message.deleted'
    ? { for_user_id: xAccount, tweet_delete_events: updates.map(deletionV1) }
    : { for_user_id: xAccount, tweet_create_events: updates.map(postV1) }
}

/** The first version keeps its id; an edit has another one, and tells both. */
function idsOf({ place, conversation, number, kind }: Update) {
  const first = nativeId(place, conversation, number)
  return kind === 'message.edited' ? [first, `${first.slice(0, -1)}1`] : [first]
}

function writtenBy(author: Update['author'], update: Update): { id: string; handle: string } {
  if (author === 'company') return company
  return { id: customerOf(update.place, update.conversation).id, handle: `kunde_${update.conversation}` }
}

const timeOf = ({ index }: Update) => startedAt + index * 1000

function postV1(update: Update) {
  const { place, conversation, author, above, text } = update
  const ids = idsOf(update)
  const { id, handle } = writtenBy(author, update)
  return {
    id_str: ids.at(-1),
    text,
    timestamp_ms: String(timeOf(update)),
    user: { id_str: id, name: 'Änne', screen_name: handle },
    entities: { user_mentions: [{ id_str: company.id, screen_name: company.handle, indices: [0, 1] }] },
    ...(above !== undefined && { in_reply_to_status_id_str: nativeId(place, conversation, above) }),
    ...(ids.length > 1 && { edit_history_tweet_ids: ids }),
  }
}

function deletionV1(update: Update) {
  const [id] = idsOf(update)
  return {
    status: { id, user_id: writtenBy(update.author, update).id },
    timestamp_ms: String(timeOf(update)),
  }
}

function activity(update: Update) {
  const { place, conversation, author, above, text, kind } = update
  const ids = idsOf(update)
  const { id: author_id } = writtenBy(author, update)
  const created_at = new Date(timeOf(update)).toISOString()
  const shared = { event_uuid: update.key, filter: { user_id: xAccount }, tag: 'service' }
  if (kind === 'message.deleted')
    return { ...shared, event_type: 'post.delete', created_at, payload: { id: ids[0], author_id } }
  const payload = {
    id: ids.at(-1),
    text,
    author_id,
    created_at,
    conversation_id: nativeId(place, conversation, 0),
    edit_history_tweet_ids: ids,
    ...(above !== undefined && {
      referenced_tweets: [{ type: 'replied_to', id: nativeId(place, conversation, above) }],
    }),
  }
  const event_type = author === 'company' ? 'post.create' : 'post.mention.create'
  return { ...shared, event_type, payload }
}
