import type { Delivery } from '../../mail/mail.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })
const brackets = /^<|>$/g
const beyondAscii = /[\x80-\xff]/

/** `x-envelope-from` (`<>` is the null sender) and `x-envelope-to` (comma-separated), as Postfix knows them. */
export function readEnvelope(headers: Headers): Pick<Delivery, 'from' | 'to'> {
  const from = headerBytes(headers.get('x-envelope-from'))?.trim()
  const to = headerBytes(headers.get('x-envelope-to')) ?? ''
  return {
    ...(from !== undefined && { from: from.replace(brackets, '') }),
    to: to
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  }
}

/** Header values are bytes, one a character; an internationalized address (RFC 6532) is UTF-8 in them. */
function headerBytes(value: string | null): string | undefined {
  if (value === null) return undefined
  if (!beyondAscii.test(value)) return value
  try {
    return utf8.decode(Buffer.from(value, 'latin1'))
  } catch {
    return value
  }
}
