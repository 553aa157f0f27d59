import type { WebhookRequest } from '../../contracts/platform.ts'
import { NotProven, UnsupportedMediaType } from '../../core/errors.ts'
import { matchesHmac } from '../../kits/http/signature.ts'
import type { MimeSettings } from './settings.ts'

const toleranceSeconds = 300
const wholeNumber = /^\d{1,12}$/
const rawMail = /^message\/rfc822(?:\s*;|\s*$)/i

/**
 * Proves a mail by the Standard Webhooks headers (`webhook-id`, `webhook-timestamp`, `webhook-signature`): HMAC-SHA256
 * over `<id>.<timestamp>.<body>`, at most five minutes old, under any current secret.
 * The envelope headers are not signed: they are as trustworthy as the TLS connection of whoever holds the secret.
 *
 * @throws NotProven `no_signature`, `bad_timestamp`, `stale_timestamp`, `bad_signature`
 * @throws UnsupportedMediaType `not_rfc822`: HTTP APIs hand text over re-encoded, which destroys a mail
 */
export function proveMail(request: WebhookRequest, settings: MimeSettings): void {
  const { headers, body, receivedAt } = request
  if (!rawMail.test(headers.get('content-type') ?? ''))
    throw new UnsupportedMediaType('not_rfc822', 'mail is taken as content-type message/rfc822 only')
  const id = headers.get('webhook-id')
  const timestamp = headers.get('webhook-timestamp')
  const signatures = headers.get('webhook-signature')
  if (!id || !timestamp || !signatures)
    throw new NotProven('no_signature', 'send webhook-id, webhook-timestamp and webhook-signature')
  if (!wholeNumber.test(timestamp))
    throw new NotProven('bad_timestamp', 'webhook-timestamp must be whole seconds since 1970')
  const age = Math.abs(receivedAt.getTime() / 1000 - Number(timestamp))
  if (age > toleranceSeconds)
    throw new NotProven('stale_timestamp', 'webhook-timestamp is more than five minutes off: check the clock')

  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])
  const keys = settings.signingSecrets.map((secret) => Buffer.from(secret.slice('whsec_'.length), 'base64'))
  const given = signatures.split(' ').filter((each) => each.startsWith('v1,'))
  const proven = given
    .slice(0, 10)
    .some((each) => matchesHmac(signed, each.slice('v1,'.length), keys, 'base64'))
  if (!proven) throw new NotProven('bad_signature', 'webhook-signature matches no current secret')
}
