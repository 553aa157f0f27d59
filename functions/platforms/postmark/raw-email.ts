const beyondAscii = /[^\0-\x7f]/
const beyondLatin1 = /[^\0-\xff]/
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The bytes of a mail of which JSON holds only characters. */
interface RawEmail {
  readonly bytes: Uint8Array
  /** Whether they are the mail's own for certain: all ASCII. */
  readonly exact: boolean
}

/**
 * Turns `RawEmail` back into bytes. Postmark does not say how it reads 8-bit mails into JSON: what looks like bytes
 * of UTF-8 one character each is taken for that, everything else is written as UTF-8.
 *
 * @returns undefined where bytes were already lost (U+FFFD)
 */
export function toRawEmail(text: string): RawEmail | undefined {
  if (!beyondAscii.test(text)) return { bytes: Buffer.from(text, 'latin1'), exact: true }
  if (text.includes('\ufffd')) return undefined
  const single = beyondLatin1.test(text) ? undefined : Buffer.from(text, 'latin1')
  const bytes = single && isUtf8(single) ? single : Buffer.from(text, 'utf8')
  return { bytes, exact: false }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    utf8.decode(bytes)
    return true
  } catch {
    return false
  }
}
