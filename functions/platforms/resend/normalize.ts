import * as z from 'zod'
import type { NormalizeContext, NormalizeResult } from '../../contracts/platform.ts'
import type { Proven } from '../../contracts/proven.ts'
import { parseJson } from '../../core/json.ts'
import { mailToContact } from '../../kits/mail/mail-to-contact.ts'
import { readMime } from '../../kits/mail/mime/read-mime.ts'
import { receivedEmail } from './payload.ts'
import type { ResendSettings } from './settings.ts'

const rawMail = /^message\/rfc822(?:\s*;|\s*$)/i
const webhook = z.object({ type: z.string() })
/** Of what the company sends by Resend, and of its account. */
const others = /^(?:email\.(?!received$)|contact\.|domain\.)/

/**
 * A mail that was fetched, or a webhook that points to none.
 *
 * @throws MalformedPayload `not_json`, `not_utf8`, and what `readMime` and `mailToContact` throw
 */
export function normalizeResend(
  { body, headers }: Proven,
  context: NormalizeContext<ResendSettings>,
): NormalizeResult {
  if (rawMail.test(headers.get('content-type') ?? '')) {
    const to = (headers.get('x-envelope-to') ?? '').split(',').filter((each) => each !== '')
    const envelope = { to: to.map(decodeURIComponent), method: 'standard-webhooks' }
    return mailToContact(readMime(body), envelope, context)
  }
  const value = parseJson(body)
  const type = webhook.safeParse(value).data?.type
  if (type !== undefined && others.test(type))
    return {
      ...nothing,
      ignored: [
        {
          what: 'webhook',
          why: `is not about mail that came: take its type out in Resend`,
          notice: true,
          daily: true,
        },
      ],
    }
  const why = receivedEmail.safeParse(value).success
    ? 'points to a mail that was not fetched'
    : 'is none that this version knows'
  return { ...nothing, quarantined: [{ what: 'webhook', why, part: value }] }
}

const nothing: NormalizeResult = { events: [], ignored: [], quarantined: [], objects: [] }
