import type { WebhookRequest } from '../../contracts/platform.ts'
import { NotProven } from '../../core/errors.ts'
import { matchesHmac } from '../http/signature.ts'
import type { MetaSettings } from './meta-settings.ts'

const signaturePattern = /^sha256=([0-9a-f]{64})$/

/**
 * Proves the raw bytes by `X-Hub-Signature-256`: HMAC-SHA256 under the app secret, lower-case hex. The older
 * SHA-1 header is never looked at.
 *
 * @throws NotProven `signature_missing`, `signature_malformed`, `signature_mismatch`
 */
export function verify({ headers, body }: WebhookRequest, { appSecrets }: MetaSettings): void {
  const header = headers.get('x-hub-signature-256')
  if (header === null)
    throw new NotProven('signature_missing', 'no X-Hub-Signature-256: send the header that Meta signs with')
  const signature = signaturePattern.exec(header)?.[1]
  if (signature === undefined)
    throw new NotProven('signature_malformed', 'X-Hub-Signature-256 is not "sha256=" and 64 hex digits')
  if (!matchesHmac(body, signature, appSecrets, 'hex'))
    throw new NotProven(
      'signature_mismatch',
      'no app secret makes this signature: check that it is of this app',
    )
}
