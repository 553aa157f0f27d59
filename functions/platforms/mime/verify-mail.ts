import type { WebhookRequest } from '../../contracts/platform.ts'
import { UnsupportedMediaType } from '../../core/errors.ts'
import { verifyStandardWebhook } from '../../kits/http/standard-webhooks.ts'
import { isAnnouncement } from './announced-mail.ts'
import type { MimeSettings } from './settings.ts'

const rawMail = /^message\/rfc822(?:\s*;|\s*$)/i

/**
 * Proves a mail, or what announces one, by its Standard Webhooks headers. The envelope headers are not signed: they are as
 * trustworthy as the TLS connection of whoever holds the secret.
 *
 * @throws NotProven as `verifyStandardWebhook` does
 * @throws UnsupportedMediaType `not_rfc822`: HTTP APIs hand text over re-encoded, which destroys a mail
 */
export function verifyMail(request: WebhookRequest, settings: MimeSettings): void {
  if (!rawMail.test(request.headers.get('content-type') ?? '') && !isAnnouncement(request.headers))
    throw new UnsupportedMediaType('not_rfc822', 'mail is taken as content-type message/rfc822 only')
  verifyStandardWebhook(request, settings.signingSecrets)
}
