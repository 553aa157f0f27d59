import * as z from 'zod'
import type { PlatformSender } from './contract.ts'

const secretShape = z.object({ credentials: z.tuple([z.string()], z.string()) })

/** Postmark: basic authentication from the webhook URL, and no signature. */
export const postmark: PlatformSender = {
  localSecrets: { credentials: ['local:local-postmark-password'] },
  sign(payload, secrets) {
    const [credential] = secretShape.parse(secrets).credentials
    return {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(credential).toString('base64')}`,
      },
      body: payload,
    }
  },
  renewal: {
    ids: [/"MessageID":\s*"([^"]+)"/g, /"Message-ID",\s*"Value":\s*"<([^<>@]{1,500}@[^<>]{1,500})>/g],
    varied: [],
    names: [],
    times: [/"Date":\s*"([^"]+)"/g],
  },
}
