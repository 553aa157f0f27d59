import { isObject } from './fields.ts'
import { attempt, type Part } from './parts.ts'
import { postEvent } from './post-event.ts'
import { readIncludes, readPostV2 } from './post-v2.ts'
import { readProfiles } from './profiles.ts'
import { type Context, searchSceneOf } from './scene.ts'

/**
 * A body of a filtered-stream webhook: a public post of anybody, and the search rules that it matches.
 *
 * @returns nothing where the body is none
 * @see https://docs.x.com/x-api/webhooks/stream/introduction
 */
export function readStreamHit(body: Record<string, unknown>, context: Context): Part[] {
  const { data, includes, matching_rules: rules } = body
  if (!Array.isArray(rules)) return []
  return attempt('stream', body, () => {
    const profiles = readProfiles(isObject(includes) ? includes['users'] : undefined)
    const post = readPostV2(data, readIncludes(includes, profiles))
    return [{ event: postEvent(post, searchSceneOf(post, profiles, context)) }]
  })
}
