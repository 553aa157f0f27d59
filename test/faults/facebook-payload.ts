import {
  comment,
  commentRemoved,
  directMessage,
  type feedChange,
  recommendation,
} from '../support/facebook-payloads.ts'
import { customerOf, nativeId, page } from './places.ts'
import type { Update } from './update.ts'

const startedAt = 1_795_262_400

/** Several updates in one webhook, as Meta batches them: an entry each. */
export function facebookPayload(updates: readonly Update[]) {
  return { object: 'page', entry: updates.flatMap((update) => payloadOf(update).entry) }
}

function payloadOf(update: Update): { entry: unknown[] } {
  if (update.place === 'messenger') return directPayload(update)
  return update.place === 'review' ? reviewPayload(update) : commentPayload(update)
}

const timeOf = ({ index }: Update) => startedAt + index

function authorOf({ author, place, conversation }: Update) {
  return author === 'company'
    ? { id: page, name: 'ACME' }
    : { id: customerOf(place, conversation).id, name: 'Änne' }
}

function commentPayload(update: Update): { entry: unknown[] } {
  const { kind, conversation, number, text } = update
  const at = { post: conversation, comment: String(number), time: timeOf(update) }
  const from = authorOf(update)
  const under = number === 0 ? at : { ...at, parent: '0' }
  if (kind === 'message.created') return comment(page, under, from, text)
  if (kind === 'message.deleted') return changed(commentRemoved(page, { parent: '0', ...at }), { from })
  return changed(comment(page, under, from, text), { verb: 'edited', edited_time: at.time })
}

function directPayload(update: Update): { entry: unknown[] } {
  const { kind, author, conversation, number, text, place } = update
  const mid = nativeId(place, conversation, number)
  const time = timeOf(update) * 1000
  const [sender, recipient] = author === 'company' ? [page, conversation] : [conversation, page]
  const echo = author === 'company' && { is_echo: true }
  if (kind === 'message.created' && !echo) return directMessage(page, conversation, mid, text, time)
  const item =
    kind === 'message.edited'
      ? { message_edit: { mid, text, num_edit: 1 } }
      : { message: { mid, ...echo, ...(kind === 'message.deleted' ? { is_deleted: true } : { text }) } }
  const messaging = [{ sender: { id: sender }, recipient: { id: recipient }, timestamp: time, ...item }]
  return { entry: [{ id: page, time, messaging }] }
}

function reviewPayload(update: Update): { entry: unknown[] } {
  const { kind, conversation, number, text, place } = update
  const time = timeOf(update)
  const verb = { 'message.created': 'add', 'message.edited': 'edited', 'message.deleted': 'remove' }[kind]
  const times = kind === 'message.edited' ? { edited_time: time } : {}
  const { id, name } = authorOf(update)
  if (number === 0)
    return changed(recommendation(page, conversation, text, time), {
      verb,
      reviewer_id: id,
      reviewer_name: name,
      ...times,
    })
  const value = {
    item: 'comment',
    verb,
    open_graph_story_id: conversation,
    comment_id: nativeId(place, conversation, number),
    parent_id: conversation,
    from: { id, name },
    ...(kind !== 'message.deleted' && { message: text }),
    created_time: time,
    ...times,
  }
  return { entry: [{ id: page, time, changes: [{ field: 'ratings', value }] }] }
}

type Feed = ReturnType<typeof feedChange>

function changed({ entry }: Feed, fields: Record<string, unknown>): { entry: unknown[] } {
  return {
    entry: entry.map((each) => ({
      ...each,
      changes: each.changes.map(({ field, value }) => ({ field, value: { ...value, ...fields } })),
    })),
  }
}
