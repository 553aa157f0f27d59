import { createHmac, timingSafeEqual } from 'node:crypto'
import type { WebhookRequest } from '../../contracts/platform.ts'
import { MalformedPayload, NotProven } from '../../core/errors.ts'
import { readUrlencoded } from '../../kits/mail/urlencoded-form.ts'
import type { MandrillSettings } from './settings.ts'

const base64 = /^[A-Za-z0-9+/]{20,40}={0,2}$/
/** What Mandrill signs the empty list with by which it tries the address, before the webhook has a key. */
const testKey = 'test-webhook'
const emptyTest = /^mandrill_events=(?:%5B%5D|\[\])$/i

/**
 * HMAC-SHA1 over the address as it is set in Mandrill and every field of the form, name and value, in the order of
 * their names. It has no time: what is replayed has the same event ids and is skipped by the ledger.
 * https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/#authenticating-webhook-requests
 *
 * @throws NotProven `signature_missing`, `signature_malformed`, `signature_mismatch`
 */
export function verifyMandrill(
  { headers, body }: WebhookRequest,
  { urls, webhookKeys }: MandrillSettings,
): void {
  const signature = headers.get('x-mandrill-signature')
  if (!signature) throw new NotProven('signature_missing', 'the request has no X-Mandrill-Signature')
  if (!base64.test(signature))
    throw new NotProven('signature_malformed', 'the signature is no HMAC-SHA1 in base64')
  const given = Buffer.from(signature, 'base64')
  const fields = signedFields(body)
  const keys = emptyTest.test(Buffer.from(body.subarray(0, 64)).toString('latin1'))
    ? [...webhookKeys, testKey]
    : webhookKeys
  let proven = false
  for (const url of urls)
    for (const key of keys) {
      const hmac = createHmac('sha1', key).update(url)
      for (const field of fields) hmac.update(field)
      const expected = hmac.digest()
      if (given.length === expected.length && timingSafeEqual(given, expected)) proven = true
    }
  if (!proven)
    throw new NotProven(
      'signature_mismatch',
      'the signature is of none of the keys, or the webhook has another address',
    )
}

function signedFields(body: Uint8Array): Uint8Array[] {
  try {
    const fields = readUrlencoded(body)
    const sorted = fields.toSorted((one, other) =>
      one.name < other.name ? -1 : one.name > other.name ? 1 : 0,
    )
    return sorted.flatMap(({ name, bytes }) => [Buffer.from(name), bytes])
  } catch (error) {
    if (!(error instanceof MalformedPayload)) throw error
    throw new NotProven('signature_malformed', 'the request is no form that Mandrill would send')
  }
}
