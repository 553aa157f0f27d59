import * as z from 'zod'
import { revoked } from './account-activity.ts'
import { type Activity, readEnvelope, subscribedScene } from './activity-envelope.ts'
import { readDeletedPost, readLike, readPost } from './activity-posts.ts'
import { readBroadcastChat } from './broadcast-chat.ts'
import { readDirectMessage, readReadMark } from './direct-message.ts'
import { readEncryptedMessage, readJoinedChat } from './encrypted-chat.ts'
import { isObject } from './fields.ts'
import { attempt, ignore, type Part, quarantine } from './parts.ts'
import type { Context, Scene } from './scene.ts'

const separators = /[._]/g

type Reader = (given: Activity, context: Context) => Part[]

const silentBroadcast = silent('broadcast', 'a live broadcast, not a message to the company')
const silentSpace = silent('space', 'an audio room, not a message')

/** https://docs.x.com/x-api/activity/event-payloads */
const readers = byType({
  'post.create': (given, context) => [readPost(given, context)],
  'post.mention.create': (given, context) => [readPost(given, context, 'mention')],
  'post.reply.create': (given, context) => [readPost(given, context, 'direct')],
  'post.quote.create': (given, context) => [readPost(given, context, 'mention')],
  'post.repost.create': (given, context) => [readPost(given, context, 'direct')],
  'post.delete': (given, context) => [readDeletedPost(given, subscribedScene(given, context))],
  'like.create': (given, context) => [readLike(given, subscribedScene(given, context))],
  'dm.received': listed('direct_message_events', readDirectMessage),
  'dm.sent': listed('direct_message_events', readDirectMessage),
  'dm.read': listed('direct_message_mark_read_events', readReadMark),
  'dm.indicate_typing': silent('typing', 'nothing is said yet'),
  'chat.received': (given, context) => [readEncryptedMessage(given.payload, subscribedScene(given, context))],
  'chat.sent': (given, context) => [readEncryptedMessage(given.payload, subscribedScene(given, context))],
  'chat.conversation.join': (given, context) => [
    readJoinedChat(given.payload, subscribedScene(given, context)),
  ],
  'broadcast.chat': (given, context) => [readBroadcastChat(given.payload, subscribedScene(given, context))],
  'broadcast.start': silentBroadcast,
  'broadcast.end': silentBroadcast,
  'spaces.start': silentSpace,
  'spaces.end': silentSpace,
  'oauth.revoke': () => [revoked],
})

/** Families of events in which nobody says anything to the company. */
const silentFamilies: ReadonlyMap<string, Reader> = new Map([
  ['follow', silent('follow', 'asks nothing of a person')],
  ['block', silent('block', 'asks nothing of a person')],
  ['mute', silent('mute', 'asks nothing of a person')],
  ['profile', silent('profile', 'a change of a profile asks nothing of a person')],
  ['chat', silent('encrypted chat', 'a change of the conversation itself, without a message')],
  ['news', silent('news', 'a summary made by X, not a message')],
])

/**
 * A body of the X Activity API: `data` holds one event, or a list of them.
 *
 * @returns nothing where the body is none
 */
export function readActivities({ data, errors }: Record<string, unknown>, context: Context): Part[] {
  const events: unknown[] = Array.isArray(data) ? data : [data]
  if (!events.some((event) => isObject(event) && 'event_type' in event)) return []
  const parts = events.flatMap((event) => attempt('activity', event, () => readActivity(event, context)))
  if (!Array.isArray(errors) || errors.length === 0) return parts
  return [...parts, ignore('errors', 'X could not expand everything that the event refers to')]
}

function readActivity(event: unknown, context: Context): Part[] {
  const given = readEnvelope(event)
  const known = readers.get(squash(given.event_type))
  const read = known?.read ?? silentFamilies.get(familyOf(given.event_type))
  if (!read) return [quarantine('activity', 'of a type that nobody knows', event)]
  return attempt(known?.type ?? 'activity', event, () => read(given, context))
}

/** Types are written as `post.create`, `chat.conversation_join` and, before March 2026, `PostCreate`. */
function squash(type: string): string {
  return type.replace(separators, '').toLowerCase()
}

function byType(types: Record<string, Reader>): ReadonlyMap<string, { type: string; read: Reader }> {
  return new Map(Object.entries(types).map(([type, read]) => [squash(type), { type, read }]))
}

/** `profile` of `profile.update.bio` and of `ProfileBioUpdate`. */
function familyOf(type: string): string {
  return firstWord.exec(type)?.[0].toLowerCase() ?? ''
}
const firstWord = /^[A-Za-z][a-z]*/

function silent(what: string, why: string): Reader {
  return () => [ignore(what, why)]
}

/** Direct messages come in lists as the Account Activity API has them, each item for itself. */
function listed(field: string, read: (item: unknown, scene: Scene) => Part): Reader {
  const lists = z.record(z.string(), z.unknown()).transform((payload) => itemsIn(payload, field))
  const items = lists.pipe(z.array(z.unknown()).min(1))
  return (given, context) => {
    const scene = subscribedScene(given, context)
    return items.parse(given.payload).flatMap((item) => attempt(field, item, () => [read(item, scene)]))
  }
}

/** In the form of v2 the payload may hold one event, a list of them under another name, or be the event itself. */
function itemsIn(payload: Record<string, unknown>, field: string): unknown {
  const { [field]: list, dm_events: events = list, dm_event: event } = payload
  if (event !== undefined) return [event]
  return 'event_type' in payload ? [payload] : events
}
