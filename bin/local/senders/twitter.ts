import { createHmac } from 'node:crypto'
import * as z from 'zod'
import type { PlatformSender } from './contract.ts'

const keys = z.looseObject({
  consumerSecrets: z.tuple([z.string()], z.string()),
  clientSecrets: z.array(z.string()).default([]),
})

/** X signs with both secrets of the app, each in a header of its own. */
export const twitter: PlatformSender = {
  localSecrets: {
    consumerSecrets: ['local-twitter-consumer-secret'],
    clientSecrets: ['local-twitter-client-secret'],
    accountTokens: [],
  },
  sign(payload, secrets) {
    const { consumerSecrets, clientSecrets } = keys.parse(secrets)
    const signature = (key: string) => `sha256=${createHmac('sha256', key).update(payload).digest('base64')}`
    const [clientSecret] = clientSecrets
    return {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-twitter-webhooks-signature': signature(consumerSecrets[0]),
        ...(clientSecret !== undefined && {
          'x-twitter-webhooks-signature-oauth2': signature(clientSecret),
        }),
      },
      body: payload,
    }
  },
  renewal: {
    ids: [/"event_uuid":\s*"(\d+)"/g, /"type":\s*"message_create",\s*"id":\s*"(\d+)"/g],
    varied: [/"(?:author|sender)_id":\s*"(\d+)"/g],
    // The company has a name too, and keeps it.
    names: [/"name":\s*"([^"]+)",\s*"(?:screen_|user)name":\s*"(?!acme)/g],
    times: [/"created_timestamp":\s*"(\d+)"/g, /"created_at":\s*"([^"]+)"/g],
  },
}
