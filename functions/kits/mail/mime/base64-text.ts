import { decodeTransfer } from './transfer-encoding.ts'

const lf = 0x0a
const wholeLine = /^[A-Za-z0-9+/]+={0,2}$/
/** But for those of charsets that shift, and of white space. */
const control = (byte: number) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x0e, 0x0f, 0x1b].includes(byte)

/**
 * Decodes text in base64. Mailing lists and virus scanners write a footer in plain text below it, and some programs
 * label text base64 that is none: both are taken as they stand there.
 *
 * @param mayHoldNul whether the charset is UTF-16 or the like
 */
export function decodeBase64Text(body: Uint8Array, mayHoldNul: boolean): Uint8Array {
  const encoded = body.subarray(0, endOfBase64(body))
  const footer = body.subarray(encoded.length)
  const decoded = decodeTransfer(encoded, 'base64')
  if (!mayHoldNul && decoded.some(control)) return body
  if (footer.length === 0) return decoded
  return isWhole(encoded) ? Buffer.concat([decoded, Buffer.of(lf), footer]) : body
}

/** The start of the first line that has other characters than base64. */
function endOfBase64(body: Uint8Array): number {
  for (let start = 0; start < body.length; ) {
    const found = body.indexOf(lf, start)
    const end = found < 0 ? body.length : found
    const line = Buffer.from(body.subarray(start, end)).toString('latin1').trim()
    if (line !== '' && !isBase64(line)) return start
    start = end + 1
  }
  return body.length
}

/** Blanks between its words are forbidden and read; with a letter that base64 has not, it is prose. */
function isBase64(line: string): boolean {
  return wholeLine.test(line) || (line.includes('=') && !otherCharacter.test(line))
}

const otherCharacter = /[^A-Za-z0-9+/=]/

/** Words of prose may be base64 by chance, but their letters rarely come to whole units. */
function isWhole(encoded: Uint8Array): boolean {
  const letters = Buffer.from(encoded).toString('latin1').replace(blanks, '')
  return letters.length > 0 && letters.length % 4 === 0
}

const blanks = /\s+/g
