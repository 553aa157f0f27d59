import { decodeText } from '../charsets/decode-text.ts'
import { type MailHeader, MailHeaders } from './mail-headers.ts'
import { readParameters } from './read-parameters.ts'

const lineEnd = /\r\n|\n|\r/
/** RFC 5322 allows more; what mail systems write is this, and JSON is no header. */
const fieldName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/
const beyondAscii = /[^\p{ASCII}]/u
const cr = 0x0d
const lf = 0x0a

/**
 * Reads the header block at the start of a message: unfolded, in order.
 *
 * @param charset of the text that comes with it, in which programs write 8-bit bytes that no header may have; by
 *   default the one that the block itself names
 */
export function readHeaders(message: Uint8Array, charset?: string): MailHeaders {
  const fields: { name: string; value: string[] }[] = []
  const block = message.subarray(0, findBody(message))
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength)
  for (const line of bytes.toString('latin1').split(lineEnd)) {
    const isIndented = line.startsWith(' ') || line.startsWith('\t')
    // The first line continues nothing: whoever put the mail together indented it.
    if (isIndented && fields.length > 0) {
      fields.at(-1)?.value.push(trimBlanks(line))
      continue
    }
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim()
    if (colon > 0 && fieldName.test(name)) fields.push({ name, value: [trimBlanks(line.slice(colon + 1))] })
  }
  const raw = fields.map(({ name, value }) => ({ name, value: trimBlanks(value.join(' ')) }))
  return new MailHeaders(decodeValues(raw, charset))
}

/** @param raw values with a character for each byte */
function decodeValues(raw: readonly MailHeader[], charset: string | undefined): MailHeader[] {
  if (raw.every(({ value }) => !beyondAscii.test(value))) return [...raw]
  const type = raw.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? ''
  const label = readParameters(type).parameters.get('charset') ?? charset
  return raw.map(({ name, value }) => ({
    name,
    value: beyondAscii.test(value) ? decodeText(Buffer.from(value, 'latin1'), label) : value,
  }))
}

/** Text without its blanks; `trim` would take a byte that is part of a letter for a no-break space. */
function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text, start)) start++
  while (start < end && isBlank(text, end - 1)) end--
  return text.slice(start, end)
}

function isBlank(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09
}

/** Place where the body starts: behind the first empty line, or at the end. */
export function findBody(message: Uint8Array): number {
  for (let line = 0; line < message.length; ) {
    const start = message[line] === cr ? line + 1 : line
    if (message[start] === lf) return start + 1
    const end = message.indexOf(lf, line)
    if (end < 0) break
    line = end + 1
  }
  return message.length
}
