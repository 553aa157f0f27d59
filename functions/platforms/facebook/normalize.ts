import type { NormalizeContext, NormalizeResult } from '../../contracts/platform.ts'
import type { Proven } from '../../contracts/proven.ts'
import { parseJson } from '../../core/json.ts'
import { readBody } from './read-body.ts'
import type { Settings } from './settings.ts'

/**
 * What a genuine body comes to. One update that cannot be read never costs its siblings.
 *
 * @throws MalformedPayload `not_utf8`, `not_json`
 */
export function normalize({ body }: Proven, { receivedAt }: NormalizeContext<Settings>): NormalizeResult {
  const result: NormalizeResult = { events: [], ignored: [], quarantined: [], objects: [] }
  const told = new Set<string>()
  for (const { name: what, reading, part } of readBody(parseJson(body), receivedAt)) {
    if ('ignored' in reading) {
      const { ignored: why, notice, daily } = reading
      const isToldAlready = daily === true && told.has(what)
      if (daily) told.add(what)
      result.ignored.push({ what, why, ...(notice && !isToldAlready && { notice, ...(daily && { daily }) }) })
    } else if ('quarantined' in reading) {
      result.quarantined.push({ what, why: reading.quarantined, part })
    } else {
      result.events.push(...reading.events)
    }
  }
  return result
}
