import * as z from 'zod'
import type { PlatformWorld, WebhookRequest } from '../../contracts/platform.ts'
import { MalformedPayload, NotProven } from '../../core/errors.ts'
import { sha256 } from '../../core/ids.ts'
import { matchesHmac } from '../../kits/http/signature.ts'
import { digestOf, readJson, readParts, valuesOf } from './fields.ts'
import type { MailgunSettings } from './settings.ts'

/**
 * Mailgun repeats a refused mail for eight hours and does not say whether it signs each attempt anew: a narrower window
 * could lose mail.
 */
const maxAgeSeconds = 9 * 60 * 60
const maxAheadSeconds = 5 * 60
/** Of one name: a mail may bring headers that are called as the proof is. */
const maxCandidates = 4

const unixSeconds = /^\d{1,11}$/
const hexDigest = /^[0-9a-f]{64}$/i
const json = /^\s*application\/json\b/i
const ofEvents = z.object({
  signature: z.object({ timestamp: z.coerce.string(), token: z.string(), signature: z.string() }),
})

/**
 * A token proves one mail. After a time-out, Mailgun's own repetition may bring it again with the same, which the ledger
 * skips; with another, somebody has seen it and writes mails of their own.
 *
 * @throws NotProven as `verifyMailgun` does, and `token_seen`; what `remember` throws
 */
export async function verifyOnce(
  request: WebhookRequest,
  settings: MailgunSettings,
  { remember }: Pick<PlatformWorld, 'remember'>,
): Promise<void> {
  const { token, digest } = verifyMailgun(request, settings)
  if ((await remember(token, digest)) !== digest)
    throw new NotProven('token_seen', 'the token has proven another mail before')
}

/**
 * HMAC-SHA256 over timestamp and token, which stand in the form beside the mail and do not cover it: as trustworthy as
 * the TLS connection. https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks
 *
 * @returns the token that it is proven by, and a hash of all that it does not cover
 * @throws NotProven `signature_missing`, `timestamp_stale`, `signature_mismatch`
 */
export function verifyMailgun(
  request: WebhookRequest,
  settings: MailgunSettings,
): { token: string; digest: string } {
  const { timestamps, tokens, signatures, digest } = readProof(request)
  if (timestamps.length === 0 || tokens.length === 0 || signatures.length === 0)
    throw new NotProven('signature_missing', 'the request has no timestamp, token and signature')
  const now = request.receivedAt.getTime() / 1000
  const current = timestamps.filter((each) => {
    const age = now - Number(each)
    return age <= maxAgeSeconds && age >= -maxAheadSeconds
  })
  if (current.length === 0)
    throw new NotProven('timestamp_stale', 'the signature is more than nine hours old or from the future')
  let proven: string | undefined
  for (const timestamp of current)
    for (const token of tokens)
      for (const signature of signatures)
        if (matchesHmac(Buffer.from(timestamp + token), signature, settings.signingKeys, 'hex'))
          proven = token
  if (proven === undefined)
    throw new NotProven(
      'signature_mismatch',
      'the signature is of none of the signing keys: copy the HTTP webhook signing key',
    )
  return { token: proven, digest: digest() }
}

interface Proof {
  readonly timestamps: string[]
  readonly tokens: string[]
  readonly signatures: string[]
  /** Of all but the proof. */
  digest(): string
}

function readProof(request: WebhookRequest): Proof {
  const read = json.test(request.headers.get('content-type') ?? '') ? proofOfEvents : proofOfForm
  const { timestamps, tokens, signatures, digest } = read(request)
  return {
    digest,
    timestamps: timestamps.filter((each) => unixSeconds.test(each)).slice(0, maxCandidates),
    tokens: tokens.filter((each) => each !== '').slice(0, maxCandidates),
    signatures: signatures.filter((each) => hexDigest.test(each)).slice(0, maxCandidates),
  }
}

function proofOfForm(request: WebhookRequest): Proof {
  try {
    const parts = readParts(request)
    return {
      timestamps: valuesOf(parts, 'timestamp'),
      tokens: valuesOf(parts, 'token'),
      signatures: valuesOf(parts, 'signature'),
      digest: () => digestOf(parts),
    }
  } catch (error) {
    if (!(error instanceof MalformedPayload)) throw error
    throw new NotProven('signature_missing', 'the request is no form that could hold a signature')
  }
}

/** Mailgun's other webhooks prove themselves in JSON. */
function proofOfEvents({ body }: WebhookRequest): Proof {
  const { data } = ofEvents.safeParse(readJson(Buffer.from(body).toString('utf8')))
  const { timestamp = '', token = '', signature = '' } = data?.signature ?? {}
  return { timestamps: [timestamp], tokens: [token], signatures: [signature], digest: () => sha256(body) }
}
