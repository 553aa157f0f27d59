import type { ContactEvent, Person } from '../../../schemas/contact-event.ts'
import type { NormalizeContext } from '../../contracts/platform.ts'
import { compact } from '../../core/compact.ts'
import { eventId } from '../../core/ids.ts'
import type { Post } from './post.ts'
import { type Profile, type Profiles, toPerson } from './profiles.ts'
import type { TwitterSettings } from './settings.ts'

export type Context = NormalizeContext<TwitterSettings>

/** Whose notification it is that is being read, and who else is known. */
export interface Scene {
  readonly account: ContactEvent['account']
  readonly profiles: Profiles
  readonly receivedAt: string
  /** Of the notification, not of what it tells. */
  readonly notifiedAt?: string
  readonly isCompany: (userId: string | undefined) => boolean
}

/** The scene of a subscribed account. */
export function sceneOf(accountId: string, profiles: Profiles, context: Context, notifiedAt?: string): Scene {
  const { accounts } = context.settings
  const profile = profiles.get(accountId)
  const handle = profile?.handle ?? accounts.find(({ id }) => id === accountId)?.handle
  return {
    account: compact({ id: accountId, ...(profile?.name !== undefined && { name: profile.name }), handle }),
    profiles,
    receivedAt: context.receivedAt,
    ...(notifiedAt !== undefined && { notifiedAt }),
    isCompany: (userId) => userId === accountId || accounts.some(({ id }) => id === userId),
  }
}

/** The account of a search that names none of the company's accounts: no user id, so that it is nobody's. */
const searchAccount = 'search'

/**
 * The scene of a post that a search found. A search is nobody's account: the hit belongs to the first of the
 * company's accounts that wrote it, is answered, quoted or named in it, else to the first of all.
 */
export function searchSceneOf(post: Post, profiles: Profiles, context: Context, notifiedAt?: string): Scene {
  const { accounts } = context.settings
  const named = [
    post.author?.id,
    post.repliedTo?.authorId,
    post.quoted?.authorId,
    post.reposted?.authorId,
    ...[...post.mentions, ...post.repliedToUsers].map(({ id }) => id),
  ]
  const account = accounts.find(({ id }) => named.includes(id)) ?? accounts[0]
  return sceneOf(account?.id ?? searchAccount, profiles, context, notifiedAt)
}

/** A person with what else the payload tells of them. */
export function personIn({ profiles, isCompany }: Scene, { id, ...told }: Profile): Person {
  return toPerson({ id, ...profiles.get(id), ...told }, isCompany(id) ? 'company' : 'customer')
}

/** The fields that every event of this platform has alike; `native` are the ids that make it what it is. */
export function commonFields(scene: Scene, kind: ContactEvent['kind'], ...native: string[]) {
  return {
    schemaVersion: '1',
    id: eventId('twitter', scene.account.id, kind, ...native),
    kind,
    platform: 'twitter',
    account: scene.account,
    receivedAt: scene.receivedAt,
    authenticity: { method: 'hmac-sha256', proven: true },
  } as const
}

/** Limits of X's own: a post takes 280 weighted characters, a direct message 10,000. */
export const publicReply = { public: true, windows: [], maxLength: 280 }
export const privateReply = { public: false, windows: [], maxLength: 10_000 }
