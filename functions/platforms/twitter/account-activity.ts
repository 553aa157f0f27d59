import * as z from 'zod'
import { compact } from '../../core/compact.ts'
import { deletionEvent } from './deletion-event.ts'
import { readDirectMessage, readReadMark } from './direct-message.ts'
import { anything, exactId, isObject, nativeId } from './fields.ts'
import { likeEvent } from './like-event.ts'
import { attempt, ignore, notice, type Part, quarantine } from './parts.ts'
import { postEvent } from './post-event.ts'
import { readPostReferenceV1, readPostV1 } from './post-v1.ts'
import { readProfile, readProfiles } from './profiles.ts'
import { type Context, type Scene, sceneOf } from './scene.ts'
import { readInstant } from './times.ts'

type ItemReader = (item: unknown, scene: Scene) => Part

const silent =
  (what: string, why: string): ItemReader =>
  () =>
    ignore(what, why)

const asksNothing = 'asks nothing of a person'

const readers: ReadonlyMap<string, ItemReader> = new Map<string, ItemReader>([
  ['tweet_create_events', (item, scene) => ({ event: postEvent(readPostV1(item), scene) })],
  ['tweet_delete_events', readDeletion],
  ['favorite_events', readFavorite],
  ['direct_message_events', readDirectMessage],
  ['direct_message_mark_read_events', readReadMark],
  ['direct_message_indicate_typing_events', silent('typing', 'nothing is said yet')],
  ['spaces_events', silent('space', 'an audio room, not a message')],
  ...['follow_events', 'unfollow_events'].map((field) => [field, silent('follow', asksNothing)] as const),
  ...['mute_events', 'unmute_events'].map((field) => [field, silent('mute', asksNothing)] as const),
  ...['block_events', 'unblock_events'].map((field) => [field, silent('block', asksNothing)] as const),
])

/**
 * A body of the Account Activity API: `for_user_id` and lists of v1.1-shaped things, one kind a body as a rule.
 *
 * @returns nothing where the body is none
 * @see https://docs.x.com/x-api/account-activity/introduction
 */
export function readAccountActivity(body: Record<string, unknown>, context: Context): Part[] {
  const account = nativeId.safeParse(body['for_user_id'])
  const profiles = readProfiles(body['users'])
  const scene = account.success ? sceneOf(account.data, profiles, context) : undefined
  return Object.entries(body).flatMap(([field, list]) => {
    if (!field.endsWith('_events')) return []
    const reader = readers.get(field)
    if (!reader) return [quarantine('account activity', 'of a kind that nobody knows', { [field]: list })]
    if (!scene)
      return [quarantine(field, 'for_user_id does not tell whose activity it is', { [field]: list })]
    if (!Array.isArray(list)) return [quarantine(field, 'not a list', list)]
    if (list.length === 0) return [ignore(field, 'an empty list')]
    return list.flatMap((item: unknown) => attempt(field, item, () => [reader(item, scene)]))
  })
}

const deletion = z.lazy(() =>
  z.looseObject({
    status: z.looseObject({
      id: nativeId.nullish(),
      id_str: nativeId.nullish(),
      user_id: nativeId.nullish(),
      user_id_str: nativeId.nullish(),
    }),
    timestamp_ms: anything,
  }),
)

function readDeletion(item: unknown, scene: Scene): Part {
  const { status, timestamp_ms } = deletion.parse(item)
  const authorId = exactId(status.user_id_str, status.user_id)
  const deletedAt = readInstant(timestamp_ms)
  return {
    event: deletionEvent(
      compact({ postId: nativeId.parse(exactId(status.id_str, status.id)), authorId, deletedAt }),
      scene,
    ),
  }
}

const favorite = z.lazy(() =>
  z.looseObject({
    id: z.string().min(1),
    created_at: anything,
    timestamp_ms: anything,
    favorited_status: anything,
    user: anything,
  }),
)

function readFavorite(item: unknown, scene: Scene): Part {
  const { id, created_at, timestamp_ms, favorited_status, user } = favorite.parse(item)
  const liker = readProfile(user)
  const likedAt = readInstant(timestamp_ms) ?? readInstant(created_at)
  return {
    event: likeEvent(compact({ id, liked: readPostReferenceV1(favorited_status), liker, likedAt }), scene),
  }
}

/** Notices to the app that have no account: a withdrawn authorisation, the end of a replay. */
export function readAppNotices(body: Record<string, unknown>): Part[] {
  const { user_event: userEvent, replay_job_status: replay } = body
  return [
    ...(userEvent === undefined ? [] : [readUserEvent(userEvent)]),
    ...(replay === undefined ? [] : [readReplay(replay)]),
  ]
}

export const revoked = notice(
  'revocation',
  'an account withdrew the authorisation of the app: its events end until it is authorised again',
)

function readUserEvent(userEvent: unknown): Part {
  if (isObject(userEvent) && isObject(userEvent['revoke'])) return revoked
  return quarantine('user_event', 'of a kind that nobody knows', userEvent)
}

function readReplay(status: unknown): Part {
  const state = isObject(status) ? status['job_state'] : undefined
  if (state === 'Complete') return notice('replay', 'the replay of events is complete')
  if (state === 'Incomplete') return notice('replay', 'the replay of events is incomplete: start it again')
  return quarantine('replay_job_status', 'in a state that nobody knows', status)
}
