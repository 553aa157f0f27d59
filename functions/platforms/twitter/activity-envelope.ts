import * as z from 'zod'
import { anything, isObject, nativeId } from './fields.ts'
import { type Profiles, readProfiles } from './profiles.ts'
import { type Context, type Scene, sceneOf } from './scene.ts'
import { readInstant } from './times.ts'

const envelope = z.lazy(() =>
  z.looseObject({
    event_type: z.string(),
    filter: z.looseObject({ user_id: nativeId.nullish(), direction: z.string().nullish() }).nullish(),
    created_at: anything,
    payload: anything,
    includes: anything,
  }),
)

/** One event of the X Activity API, with the users that it brought along. */
export type Activity = z.infer<typeof envelope> & { readonly profiles: Profiles }

/** @throws z.ZodError */
export function readEnvelope(event: unknown): Activity {
  const given = envelope.parse(event)
  return { ...given, profiles: new Map([...usersIn(given.includes), ...usersIn(given.payload)]) }
}

function usersIn(value: unknown): Profiles {
  return readProfiles(isObject(value) ? value['users'] : undefined)
}

const userFilter = z.lazy(() => z.looseObject({ user_id: nativeId }))

/** @throws z.ZodError where the filter names no user */
export function subscribedScene({ filter, profiles, created_at }: Activity, context: Context): Scene {
  return sceneOf(userFilter.parse(filter).user_id, profiles, context, readInstant(created_at))
}
