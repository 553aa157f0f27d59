import type { WebhookRequest } from '../../contracts/platform.ts'
import { equalsSecret } from '../http/signature.ts'
import type { MetaSettings } from './meta-settings.ts'

// Meta sends digits; whatever else may be reflected without harm is taken too.
const challengePattern = /^[A-Za-z0-9_-]{1,200}$/

/** Answers Meta's `GET ?hub.mode=subscribe&hub.verify_token=…&hub.challenge=…` (Graph API, "Webhooks: getting started"). */
export function handshake({ method, query }: WebhookRequest, { verifyTokens }: MetaSettings): Response {
  const challenge = query.get('hub.challenge') ?? ''
  const accepted =
    method === 'GET' &&
    query.get('hub.mode') === 'subscribe' &&
    equalsSecret(query.get('hub.verify_token') ?? '', verifyTokens) &&
    challengePattern.test(challenge)
  if (!accepted) return new Response(undefined, { status: 403 })
  return new Response(challenge, {
    headers: { 'content-type': 'text/plain;charset=utf-8', 'x-content-type-options': 'nosniff' },
  })
}
