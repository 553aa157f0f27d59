import type { ContactEvent } from '../../schemas/contact-event.ts'

/** A mail after its container was read, whichever way a gateway hands it over: raw MIME, JSON or form fields. */
export interface Mail {
  /** In the order of the mail, unfolded, values as they stand there (encoded words undecoded). */
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly text?: string
  readonly html?: string
  readonly attachments: readonly MailAttachment[]
  /** RFC 3464 delivery status, where the mail is a report. */
  readonly deliveryStatus?: readonly Record<string, string>[]
}

export interface MailAttachment {
  readonly name?: string
  /** As the mail declares it. */
  readonly type: string
  readonly bytes: Uint8Array
  /** Without angle brackets. */
  readonly contentId?: string
  readonly disposition?: 'attachment' | 'inline'
}

/** What only the gateway knows. */
export interface Delivery {
  /** `''` is the null sender of bounces and automatic replies. */
  readonly from?: string
  readonly to: readonly string[]
  /** The gateway's own verdicts. */
  readonly authentication?: Pick<ContactEvent['authenticity'], 'spf' | 'dkim' | 'dmarc'>
  /** How the request was proven: `standard-webhooks`, `basic-auth`, `ecdsa-p256`. */
  readonly method: string
}
