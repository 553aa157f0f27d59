import type { WebhookRequest } from '../../contracts/platform.ts'
import { Misconfigured, NotProven } from '../../core/errors.ts'
import { matchesHmac } from '../../kits/http/signature.ts'
import { isChallenge } from './answer-crc.ts'
import type { TwitterSettings } from './settings.ts'

const consumerHeader = 'x-twitter-webhooks-signature'
const clientHeader = 'x-twitter-webhooks-signature-oauth2'

/** 32 bytes as base64. */
const signatureForm = /^sha256=([A-Za-z0-9+/]{43}=)$/

/**
 * HMAC-SHA256 over the raw body, keyed by the consumer secret in one header and by the OAuth 2.0 client secret
 * in the other. X sends either or both, and each that is there must hold.
 *
 * @throws NotProven `signature_missing`, `signature_malformed`, `signature_mismatch`, `signature_of_challenge`
 * @throws Misconfigured where the consumer secret proves the body and there is no client secret to check the rest
 * @see https://docs.x.com/x-api/webhooks/quickstart
 */
export function verifySignatures(
  { headers, body }: WebhookRequest,
  { consumerSecrets, clientSecrets }: TwitterSettings,
): void {
  const byConsumer = headers.get(consumerHeader)
  const byClient = headers.get(clientHeader)
  if (byConsumer === null && byClient === null)
    throw new NotProven('signature_missing', `received neither ${consumerHeader} nor ${clientHeader}`)
  if (isChallenge(body))
    throw new NotProven(
      'signature_of_challenge',
      'received a challenge as a body: its signature proves nothing',
    )
  if (byConsumer !== null) prove(body, byConsumer, consumerSecrets)
  if (byClient !== null) {
    // Genuine by its other header: nothing that an operator can mend may be dropped.
    if (byConsumer !== null && clientSecrets.length === 0)
      throw new Misconfigured(
        'client_secret_missing',
        `received ${clientHeader}, which no key can check: add the app's OAuth 2.0 client secret to clientSecrets`,
      )
    prove(body, byClient, clientSecrets)
  }
}

function prove(body: Uint8Array, header: string, keys: readonly string[]): void {
  const signature = signatureForm.exec(header)?.[1]
  if (signature === undefined)
    throw new NotProven('signature_malformed', 'received a signature that is not sha256=<base64 of 32 bytes>')
  if (!matchesHmac(body, signature, keys, 'base64'))
    throw new NotProven('signature_mismatch', 'received a signature that no current secret makes')
}
