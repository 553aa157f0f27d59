import { createHmac } from 'node:crypto'
import type { WebhookRequest } from '../../contracts/platform.ts'
import { Misconfigured } from '../../core/errors.ts'
import type { TwitterSettings } from './settings.ts'

/**
 * The challenge is answered with the key that signs webhooks, so whatever is answered is a valid signature of
 * itself: a token must never be able to be a JSON object.
 */
const crcToken = /^[A-Za-z0-9+/=_-]{3,256}$/

/** Whether anybody may have had these bytes signed, by sending them as a challenge. */
export function isChallenge(body: Uint8Array): boolean {
  return body.length <= 256 && crcToken.test(Buffer.from(body).toString('latin1'))
}

/**
 * X's challenge-response check: `GET ?crc_token=…` → `{"response_token": "sha256=<base64>"}`.
 *
 * @throws Misconfigured where the client secret shall answer and there is none
 * @see https://docs.x.com/x-api/webhooks/quickstart
 */
export function answerCrc(request: WebhookRequest, settings: TwitterSettings): Response {
  // An unescaped plus sign of a query string is read as a blank, which no token contains.
  const token = request.query.get('crc_token')?.replaceAll(' ', '+')
  if (token === undefined || !crcToken.test(token)) return new Response(null, { status: 403 })
  const digest = createHmac('sha256', challengeKey(settings)).update(token).digest('base64')
  return Response.json({ response_token: `sha256=${digest}` }, { headers: { 'cache-control': 'no-store' } })
}

function challengeKey({ crc, consumerSecrets, clientSecrets }: TwitterSettings): string {
  const [key] = crc === 'client' ? clientSecrets : consumerSecrets
  if (key === undefined)
    throw new Misconfigured(
      'crc_secret_missing',
      `the challenge shall be answered with the ${crc} secret and there is none: add it to ${crc}Secrets`,
    )
  return key
}
