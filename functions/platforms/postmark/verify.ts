import type { WebhookRequest } from '../../contracts/platform.ts'
import { NotProven } from '../../core/errors.ts'
import { equalsSecret } from '../../kits/http/signature.ts'
import type { PostmarkSettings } from './settings.ts'

const basic = /^basic +([A-Za-z0-9+/]+={0,2})$/i

/**
 * Basic authentication (RFC 7617) is all the proof there is: Postmark signs nothing.
 * The answer to a bad one is 401; a 403 would end its retries for good.
 *
 * @throws NotProven `credentials_missing`, `credentials_malformed`, `credentials_mismatch`
 */
export function verifyPostmark(request: WebhookRequest, settings: PostmarkSettings): void {
  const authorization = request.headers.get('authorization')
  if (!authorization)
    throw new NotProven(
      'credentials_missing',
      'the request has no credentials: write them into the webhook URL, https://user:password@…',
    )
  const encoded = basic.exec(authorization)?.[1]
  if (!encoded) throw new NotProven('credentials_malformed', 'the authorization is not of the form Basic')
  if (!equalsSecret(Buffer.from(encoded, 'base64').toString('utf8'), settings.credentials))
    throw new NotProven('credentials_mismatch', 'the credentials are none of those in the settings')
}
