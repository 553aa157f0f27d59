import { createVerify } from 'node:crypto'
import type { WebhookRequest } from '../../contracts/platform.ts'
import { NotProven } from '../../core/errors.ts'
import { importPublicKey, type SendgridSettings } from './settings.ts'

/**
 * SendGrid repeats a refused mail for three days and does not say whether it signs each attempt anew. A narrower
 * window could lose mail; what is replayed within this one has the same event ids and is skipped by the ledger.
 */
const maxAgeSeconds = 4 * 24 * 60 * 60
const maxAheadSeconds = 5 * 60

const unixSeconds = /^\d{1,11}$/
const base64 = /^[A-Za-z0-9+/]{80,100}={0,2}$/

/**
 * ECDSA P-256 with SHA-256 over the timestamp's characters and the raw body.
 * Twilio: "Securing your Inbound Parse webhooks".
 *
 * @throws NotProven `signature_missing`, `signature_malformed`, `timestamp_stale`, `signature_mismatch`
 */
export function verifySendgrid(request: WebhookRequest, settings: SendgridSettings): void {
  const signature = request.headers.get('x-twilio-email-event-webhook-signature')
  const timestamp = request.headers.get('x-twilio-email-event-webhook-timestamp')
  if (!signature || !timestamp)
    throw new NotProven(
      'signature_missing',
      'the request has no signature: attach a security policy with a signature to the parse setting',
    )
  if (!base64.test(signature) || !unixSeconds.test(timestamp))
    throw new NotProven('signature_malformed', 'the signature or its timestamp is not of the expected form')
  const age = request.receivedAt.getTime() / 1000 - Number(timestamp)
  if (age > maxAgeSeconds || age < -maxAheadSeconds)
    throw new NotProven('timestamp_stale', 'the signature is more than four days old or from the future')

  const given = Buffer.from(signature, 'base64')
  const matches = settings.publicKeys.map((key) =>
    createVerify('sha256').update(timestamp).update(request.body).verify(importPublicKey(key), given),
  )
  if (!matches.includes(true))
    throw new NotProven('signature_mismatch', 'the signature is of none of the public keys')
}
