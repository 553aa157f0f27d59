import * as z from 'zod'
import type { WebhookRequest } from '../../contracts/platform.ts'
import { NotProven } from '../../core/errors.ts'
import { matchesHmac } from './signature.ts'

const toleranceSeconds = 300
const wholeNumber = /^\d{1,12}$/
const maxSignatures = 10
const secretPrefix = 'whsec_'

/** A setting that is a Standard Webhooks secret, as most senders write it. */
export const webhookSecret = z
  .string()
  .regex(
    /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/,
    'must be whsec_ and 24 to 64 bytes in base64: openssl rand -base64 32',
  )

/**
 * Proves a request by its Standard Webhooks headers (`webhook-id`, `webhook-timestamp`, `webhook-signature`):
 * HMAC-SHA256 over `<id>.<timestamp>.<body>`, at most five minutes old, under any current secret.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * @param prefix of the headers: `svix` where Svix sends for somebody under its own names
 * @throws NotProven `no_signature`, `bad_timestamp`, `stale_timestamp`, `bad_signature`
 */
export function verifyStandardWebhook(
  { headers, body, receivedAt }: WebhookRequest,
  secrets: readonly string[],
  prefix: 'webhook' | 'svix' = 'webhook',
): void {
  const id = headers.get(`${prefix}-id`)
  const timestamp = headers.get(`${prefix}-timestamp`)
  const signatures = headers.get(`${prefix}-signature`)
  if (!id || !timestamp || !signatures)
    throw new NotProven('no_signature', `send ${prefix}-id, ${prefix}-timestamp and ${prefix}-signature`)
  if (!wholeNumber.test(timestamp))
    throw new NotProven('bad_timestamp', `${prefix}-timestamp must be whole seconds since 1970`)
  const age = Math.abs(receivedAt.getTime() / 1000 - Number(timestamp))
  if (age > toleranceSeconds)
    throw new NotProven(
      'stale_timestamp',
      `${prefix}-timestamp is more than five minutes off: check the clock`,
    )

  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])
  const keys = secrets.map((secret) => Buffer.from(secret.slice(secretPrefix.length), 'base64'))
  const given = signatures.split(' ').filter((each) => each.startsWith('v1,'))
  const proven = given
    .slice(0, maxSignatures)
    .some((each) => matchesHmac(signed, each.slice('v1,'.length), keys, 'base64'))
  if (!proven) throw new NotProven('bad_signature', `${prefix}-signature matches no current secret`)
}
