import type { NormalizeResult } from '../../contracts/platform.ts'
import { MalformedPayload } from '../../core/errors.ts'
import { type MailHeader, MailHeaders } from '../../kits/mail/headers/mail-headers.ts'
import { mailLimits } from '../../kits/mail/limits.ts'
import { type InboundAddress, type InboundPayload, inboundHeader } from './payload.ts'

const lineBreaks = /[\r\n]+[ \t]*/g
const toQuote = /["\\]/g

/**
 * `Headers`, and the headers that Postmark takes out of it and hands over in fields of their own.
 *
 * @throws MalformedPayload `mail_too_complex`
 */
export function readHeaders(payload: InboundPayload): {
  headers: MailHeaders
  unread: NormalizeResult['quarantined']
} {
  const parts = (payload.Headers ?? []).map((part) => ({ part, header: inboundHeader.safeParse(part).data }))
  const headers = parts.flatMap(({ header }) =>
    header ? [{ name: header.Name, value: header.Value.replace(lineBreaks, ' ') }] : [],
  )
  const unread = parts.flatMap(({ part, header }) => (header ? [] : [part]))
  const size = headers.reduce((sum, { name, value }) => sum + name.length + value.length, 0)
  if (size > mailLimits.headerBytes)
    throw new MalformedPayload('mail_too_complex', `the headers exceed ${mailLimits.headerBytes} characters`)
  return {
    headers: new MailHeaders(headers).completedBy(headersOfFields(payload)),
    unread:
      unread.length > 0 ? [{ what: 'headers', why: 'some are not a Name and a Value', part: unread }] : [],
  }
}

function headersOfFields(payload: InboundPayload): MailHeader[] {
  const fields: [string, string | null | undefined][] = [
    ['From', payload.FromFull?.Email ? formatAddress(payload.FromFull) : payload.From],
    ['To', formatAddresses(payload.ToFull) || payload.To],
    ['Cc', formatAddresses(payload.CcFull) || payload.Cc],
    ['Bcc', formatAddresses(payload.BccFull) || payload.Bcc],
    ['Reply-To', payload.ReplyTo],
    ['Subject', payload.Subject],
    ['Date', payload.Date],
  ]
  return fields.flatMap(([name, value]) => (value ? [{ name, value: value.replace(lineBreaks, ' ') }] : []))
}

function formatAddresses(addresses: readonly InboundAddress[] | null | undefined): string {
  return (addresses ?? [])
    .filter(({ Email }) => Email)
    .map(formatAddress)
    .join(', ')
}

function formatAddress({ Email, Name }: InboundAddress): string {
  return Name ? `"${Name.replace(toQuote, '\\$&')}" <${Email}>` : `${Email}`
}
