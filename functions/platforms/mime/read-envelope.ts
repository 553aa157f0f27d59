import type { Envelope } from '../../kits/mail/mail.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })
const brackets = /^<|>$/g
const beyondAscii = /[\x80-\xff]/
const wide = /[\u0100-\uffff]/
/** Between commas; a local part in quotation marks may hold one (RFC 5321). */
const recipient = /(?:"(?:[^"\\]|\\.){0,100}"|[^,])+/g

/** `x-envelope-from` (`<>` is the null sender) and `x-envelope-to` (comma-separated), as Postfix knows them. */
export function readEnvelope(headers: Headers): Pick<Envelope, 'from' | 'to'> {
  const from = headerBytes(headers.get('x-envelope-from'))?.trim()
  const to = headerBytes(headers.get('x-envelope-to')) ?? ''
  return {
    ...(from !== undefined && { from: from.replace(brackets, '') }),
    to: (to.match(recipient) ?? []).map((each) => each.trim()).filter((each) => each !== ''),
  }
}

/**
 * An internationalized address (RFC 6532) is UTF-8 in the header: one character a byte, or decoded, or, on its way
 * through the Lambda adapter of hono, the whole value percent-encoded as soon as one character is not ASCII.
 */
function headerBytes(given: string | null): string | undefined {
  if (given === null) return undefined
  const value = decodePercent(given)
  if (!beyondAscii.test(value) || wide.test(value)) return value
  try {
    return utf8.decode(Buffer.from(value, 'latin1'))
  } catch {
    return value
  }
}

/** No address without a bare @ has one to be read as it stands. */
function decodePercent(value: string): string {
  if (value.includes('@') || !value.includes('%40')) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
