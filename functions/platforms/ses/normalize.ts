import type { NormalizeContext, NormalizeResult } from '../../contracts/platform.ts'
import type { Proven } from '../../contracts/proven.ts'
import { compact } from '../../core/compact.ts'
import { MalformedPayload } from '../../core/errors.ts'
import { parseJson } from '../../core/json.ts'
import type { MailHeaders } from '../../kits/mail/headers/mail-headers.ts'
import type { Envelope } from '../../kits/mail/mail.ts'
import { mailToContact } from '../../kits/mail/mail-to-contact.ts'
import { readMime } from '../../kits/mail/mime/read-mime.ts'
import { isOwnAddress } from '../../kits/mail/people/own-address.ts'
import { readSnsMessage, type SnsMessage } from '../../kits/sns/sns-message.ts'
import { envelopeOf, receivedMail } from './receipt.ts'
import type { SesSettings } from './settings.ts'
import { type Found, foundInHeaders } from './verdicts.ts'

type Context = NormalizeContext<SesSettings>
const rawMail = /^message\/rfc822(?:\s*;|\s*$)/i
/** What SES says when a topic is chosen. */
const setup = /^Successfully validated SNS topic for Amazon SES/

/**
 * A mail out of the bucket, whole, or what a topic brings.
 *
 * @throws MalformedPayload `not_sns`, and what `readMime` and `mailToContact` throw
 */
export function normalizeSes({ body, headers }: Proven, context: Context): NormalizeResult {
  if (rawMail.test(headers.get('content-type') ?? '')) return readStored(body, context)
  const message = readSnsMessage(body)
  if (!message) throw new MalformedPayload('not_sns', 'the body is no message of Amazon SNS')
  return readMessage(message, context)
}

/** Its envelope stands in the headers that SES put above it, which name one recipient of several. */
function readStored(body: Uint8Array, context: Context): NormalizeResult {
  const mail = readMime(body)
  const { to, ...found } = foundInHeaders(mail.headers)
  const recipients = to === undefined ? [] : [to, ...ownRecipients(mail.headers, context)]
  return mailToContact(mail, { ...found, to: recipients, method: 'amazon-s3' }, context)
}

function ownRecipients(headers: MailHeaders, { settings }: Context): string[] {
  // To be in the copies of what people submit is a proof, and no header is one.
  const named = [...headers.emails('To'), ...headers.emails('Cc')]
  return named.filter(
    (email) => isOwnAddress(email, settings.accounts) && !settings.submissionCopies.includes(email),
  )
}

function readMessage(message: SnsMessage, context: Context): NormalizeResult {
  if (message.Type === 'SubscriptionConfirmation')
    return ignore('subscription', `of the topic ${message.TopicArn} was confirmed`)
  if (message.Type === 'UnsubscribeConfirmation')
    return ignore('subscription', `of the topic ${message.TopicArn} has ended: no mail comes by it any more`)
  if (setup.test(message.Message)) return ignore('notification', 'the topic was chosen in Amazon SES')
  const received = receivedMail.safeParse(readJson(message.Message)).data
  if (!received) return quarantine('tells of no received mail: have its topic send elsewhere', message)
  const { content, receipt } = received
  if (content === undefined)
    return quarantine('has no mail in it: receive it in the bucket, or by an SNS action', message)
  const isBase64 = receipt.action?.encoding?.toUpperCase() === 'BASE64'
  const mail = readMime(Buffer.from(content, isBase64 ? 'base64' : 'utf8'))
  return mailToContact(mail, withReceipt(foundInHeaders(mail.headers), envelopeOf(received)), context)
}

/** The receipt goes before; it says neither whose the signatures are nor whom DMARC judged. */
function withReceipt(headers: Found, receipt: ReturnType<typeof envelopeOf>): Envelope {
  const authentication = { ...headers.authentication, ...receipt.authentication }
  const found = { ...headers.found, ...receipt.found }
  const authorOf = headers.authorOf ?? (authentication.dmarc === 'pass' ? '' : undefined)
  return compact({ ...headers, ...receipt, authentication, authorOf, found, method: 'amazon-sns' })
}

function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

function ignore(what: string, why: string): NormalizeResult {
  return { events: [], ignored: [{ what, why, notice: true }], quarantined: [], objects: [] }
}

function quarantine(why: string, part: unknown): NormalizeResult {
  return { events: [], ignored: [], quarantined: [{ what: 'notification', why, part }], objects: [] }
}
