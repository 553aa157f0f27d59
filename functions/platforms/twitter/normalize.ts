import type { NormalizeResult } from '../../contracts/platform.ts'
import type { Proven } from '../../contracts/proven.ts'
import { parseJson } from '../../core/json.ts'
import { readAccountActivity, readAppNotices } from './account-activity.ts'
import { readActivities } from './activity.ts'
import { isObject } from './fields.ts'
import { collect, type Part, quarantine } from './parts.ts'
import type { Context } from './scene.ts'
import { readStreamHit } from './stream-hit.ts'

/** Reads whichever of X's three kinds of webhook a body is: all may come to the same address. */
export function normalizeTwitter({ body }: Proven, context: Context): NormalizeResult {
  const parsed = parseJson(body)
  const parts = isObject(parsed) ? readBody(parsed, context) : []
  const whole = quarantine(
    'body',
    'neither account activity, nor X activity, nor a hit of a filtered stream',
    parsed,
  )
  return collect(parts.length > 0 ? parts : [whole])
}

function readBody(body: Record<string, unknown>, context: Context): Part[] {
  return [
    ...readAccountActivity(body, context),
    ...readAppNotices(body),
    ...readActivities(body, context),
    ...readStreamHit(body, context),
  ]
}
