import { createHmac } from 'node:crypto'
import * as z from 'zod'
import type { PlatformSender } from './contract.ts'

const signing = z.looseObject({ appSecrets: z.array(z.string()).min(1) })

/** Meta: HMAC-SHA256 over the raw body under the app secret. */
export const facebook: PlatformSender = {
  localSecrets: { appSecrets: ['local-facebook-app-secret'], verifyTokens: ['local-verify-token'] },
  sign(payload, secrets) {
    const key = signing.parse(secrets).appSecrets[0] ?? ''
    const signature = createHmac('sha256', key).update(payload).digest('hex')
    return {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
      body: payload,
    }
  },
  renewal: {
    ids: [/"(?:comment_id|mid|open_graph_story_id)":\s*"([^"]+)"/g],
    // The page itself stands there without its name.
    varied: [
      /"from":\s*\{\s*"id":\s*"(\d+)",\s*"name"/g,
      /"sender":\s*\{\s*"id":\s*"(\d+)"/g,
      /"(?:reviewer|post)_id":\s*"(\w+)"/g,
    ],
    names: [/"(?:name|reviewer_name)":\s*"([^"]+)"/g],
    times: [/"(?:time|timestamp|created_time|edited_time)":\s*(\d+)/g],
  },
}
