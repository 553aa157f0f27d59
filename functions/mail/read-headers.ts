import { decodeEightBit } from './decode-text.ts'
import type { MailHeader } from './mail.ts'

const lineEnd = /\r\n|\n|\r/
/** RFC 5322 allows more; what mail systems write is this, and JSON is no header. */
const fieldName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/
const cr = 0x0d
const lf = 0x0a

/** Reads the header block at the start of a message: unfolded, in order, 8-bit bytes as UTF-8 or else windows-1252. */
export function readHeaders(message: Uint8Array): MailHeader[] {
  const fields: { name: string; value: string[] }[] = []
  const block = message.subarray(0, findBody(message))
  for (const line of decodeEightBit(block).split(lineEnd)) {
    if (line.startsWith(' ') || line.startsWith('\t')) {
      fields.at(-1)?.value.push(line.trim())
      continue
    }
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trimEnd()
    if (colon > 0 && fieldName.test(name)) fields.push({ name, value: [line.slice(colon + 1).trim()] })
  }
  return fields.map(({ name, value }) => ({ name, value: value.join(' ').trim() }))
}

/** Where the body starts: behind the first empty line, or at the end. */
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
