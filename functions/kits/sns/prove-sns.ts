import { type KeyObject, verify, X509Certificate } from 'node:crypto'
import type { Fetch } from '../../contracts/destination.ts'
import type { PlatformWorld, WebhookRequest } from '../../contracts/platform.ts'
import { NotProven, RequestFailed } from '../../core/errors.ts'
import { snsAddress } from './sns-address.ts'
import { readSnsMessage, type SnsMessage, signedText } from './sns-message.ts'

/** SNS repeats a message for an hour at most, and signs when it publishes. */
const maxAgeSeconds = 2 * 60 * 60
const maxAheadSeconds = 5 * 60
const certificatePath = /^\/[\w.-]{1,200}\.pem$/
const maxWaitMs = 5000
/** AWS changes its certificates once a year. */
const maxKept = 20
const algorithms = { '1': 'sha1', '2': 'sha256' } as const

/** Keys by the address of their certificate, of each way to fetch them. */
const kept = new WeakMap<Fetch, Map<string, KeyObject>>()

/**
 * Proves a message of Amazon SNS: of one of these topics, since anybody can have one of their own, and signed with a
 * certificate that lies at SNS itself. The topic is looked at first, so that strangers have nothing fetched.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 *
 * @throws NotProven `not_sns`, `topic_unknown`, `timestamp_stale`, `certificate_elsewhere`, `signature_mismatch`
 * @throws RequestFailed where the certificate cannot be fetched
 */
export async function proveSns(
  { body, receivedAt }: WebhookRequest,
  topics: readonly string[],
  { fetch }: Pick<PlatformWorld, 'fetch'>,
): Promise<void> {
  const message = readSnsMessage(body)
  if (!message) throw new NotProven('not_sns', 'the body is no message of Amazon SNS: leave raw delivery off')
  if (!topics.includes(message.TopicArn))
    throw new NotProven('topic_unknown', 'the topic is not in topics: add its ARN to the settings')
  const age = (receivedAt.getTime() - Date.parse(message.Timestamp)) / 1000
  if (age > maxAgeSeconds || age < -maxAheadSeconds)
    throw new NotProven('timestamp_stale', 'the message is more than two hours old or from the future')
  const address = snsAddress(message.SigningCertURL)
  if (address?.search !== '' || !certificatePath.test(address.pathname))
    throw new NotProven('certificate_elsewhere', 'SigningCertURL is no certificate of Amazon SNS')
  if (!isSigned(message, await keyAt(address.href, fetch)))
    throw new NotProven(
      'signature_mismatch',
      'the signature is not of the certificate that the message names',
    )
}

function isSigned(message: SnsMessage, key: KeyObject): boolean {
  const signature = Buffer.from(message.Signature, 'base64')
  return verify(algorithms[message.SignatureVersion], Buffer.from(signedText(message)), key, signature)
}

async function keyAt(address: string, fetch: Fetch): Promise<KeyObject> {
  const keys = kept.get(fetch) ?? new Map<string, KeyObject>()
  kept.set(fetch, keys)
  const known = keys.get(address)
  if (known) return known
  const key = await fetchKey(address, fetch)
  if (keys.size >= maxKept) keys.clear()
  keys.set(address, key)
  return key
}

async function fetchKey(address: string, fetch: Fetch): Promise<KeyObject> {
  const signal = AbortSignal.timeout(maxWaitMs)
  const response = await fetch(address, { method: 'GET', headers: {}, signal })
  const text = await response.text()
  try {
    if (response.status === 200) return new X509Certificate(text).publicKey
  } catch {
    // Said below: what came is no certificate.
  }
  throw new RequestFailed('certificate_unavailable', `the certificate was answered with ${response.status}`, {
    uncertain: false,
  })
}
