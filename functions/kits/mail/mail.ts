import type { ContactEvent } from '../../../schemas/contact-event.ts'
import type { MailHeaders } from './headers/mail-headers.ts'
import type { MailSettings } from './mail-settings.ts'

/** A mail after its container was read, whichever way a gateway hands it over: raw MIME, JSON or form fields. */
export interface Mail {
  readonly headers: MailHeaders
  readonly text?: string
  /** HTML as it came, unsafe to show. */
  readonly html?: string
  /** Everything that is neither the text nor the HTML: also calendar parts, nested mails, delivery reports. */
  readonly attachments: readonly MailAttachment[]
  /** How many parts were not read, because a mail has more than `mailLimits.parts`. */
  readonly leftOut?: number
  /** SHA-256 of the raw bytes, lower-case hex: stands in for a missing Message-ID. */
  readonly digest?: string
}

export interface MailAttachment {
  readonly name?: string
  /** Media type as the mail declares it. */
  readonly type: string
  readonly bytes: Uint8Array
  /** Id without angle brackets. */
  readonly contentId?: string
  readonly disposition?: 'attachment' | 'inline'
}

/** SMTP envelope of a mail, and what else only its gateway knows. */
export interface Envelope {
  /** `''` is the null sender of bounces and automatic replies; left out where the gateway does not say. */
  readonly from?: string
  /** Envelope recipients; empty where the gateway does not say. */
  readonly to: readonly string[]
  /** The gateway's own verdicts. */
  readonly authentication?: Pick<ContactEvent['authenticity'], 'spf' | 'dkim' | 'dmarc'>
  /** What the gateway found in it, where it looks. */
  readonly found?: Pick<ContactEvent['authenticity'], 'spam' | 'virus'>
  /** Domains whose DKIM signatures the gateway found to hold. */
  readonly signers?: readonly string[]
  /** The domain in From that the gateway's DMARC judged; `''` where it should say and does not: then nobody's. */
  readonly authorOf?: string
  /** Method by which the request was proven: `standard-webhooks`, `basic-auth`, `ecdsa-p256`. */
  readonly method: string
}

export interface MailContext {
  readonly settings: MailSettings
  /** When ingest had the request: UTC, RFC 3339 with milliseconds. */
  readonly receivedAt: string
}
