import * as z from 'zod'
import type { Person } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import { adornment, isObject, nativeId, unwrap } from './fields.ts'

/** What a payload says of a user. */
export interface Profile {
  readonly id: string
  readonly name?: string
  readonly handle?: string
  readonly followers?: number
  readonly verified?: boolean
}

export type Profiles = ReadonlyMap<string, Profile>

export const handle = z.string().regex(/^\w{1,20}$/)
const count = adornment(z.int().nonnegative())

/** A user of v1.1 (`id_str`, `screen_name`) or of v2 (`username`, `public_metrics`). */
const user = z.lazy(() =>
  z.looseObject({
    id: nativeId.nullish(),
    id_str: nativeId.nullish(),
    name: adornment(z.string().min(1)),
    screen_name: adornment(handle),
    username: adornment(handle),
    verified: adornment(z.boolean()),
    followers_count: count,
    public_metrics: adornment(z.looseObject({ followers_count: count })),
  }),
)

/** Reads one user, plain or wrapped; `undefined` where there is not even an id. */
export function readProfile(value: unknown): Profile | undefined {
  const read = user.safeParse(unwrap(value))
  const id = read.data?.id_str ?? read.data?.id
  if (!read.success || id === undefined || id === null) return undefined
  const { name, screen_name, username, verified, followers_count, public_metrics } = read.data
  const handle = username ?? screen_name
  const followers = public_metrics?.followers_count ?? followers_count
  return compact({ id, name, handle, followers, verified })
}

/** Reads the users beside an event: a list (v2) or an object by id (v1.1). */
export function readProfiles(users: unknown): Profiles {
  const values = Array.isArray(users) ? users : isObject(users) ? Object.values(users) : []
  return new Map(
    values.flatMap((value) => {
      const profile = readProfile(value)
      return profile ? [[profile.id, profile] as const] : []
    }),
  )
}

/** User ids are the same for every account, hence the scope. */
export function toPerson(profile: Profile, role: Person['role']): Person {
  const { handle } = profile
  return {
    role,
    scope: 'twitter',
    ...profile,
    ...(handle !== undefined && { url: `https://x.com/${handle}` }),
  }
}
