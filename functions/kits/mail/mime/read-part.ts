import { MalformedPayload } from '../../../core/errors.ts'
import type { MailHeaders } from '../headers/mail-headers.ts'
import { findBody, readHeaders } from '../headers/read-headers.ts'
import { type ParameterHeader, readParameters } from '../headers/read-parameters.ts'
import { mailLimits } from '../limits.ts'

export interface MimePart {
  readonly headers: MailHeaders
  readonly type: ParameterHeader
  /** Still in its transfer encoding. */
  readonly body: Uint8Array
  /** Empty where it is no multipart, or none of its delimiters is there. */
  readonly parts: readonly MimePart[]
  /** Of a whole message: how many parts in it were not read. */
  readonly leftOut?: number
}

interface Budget {
  parts: number
  leftOut: number
  headerBytes: number
  /** Charset of the first text. */
  charset?: string
}

/** Any two words: what is told in a strange way is still told to be no text, and stays a file. */
const mediaType = /^[^\s/;]+\/[^\s/;]+$/
const boundaryCharacter = /[A-Za-z0-9'()+_,./:=?]/
/** Bytes of a delimiter that no text has by chance. */
const minUnmistakable = 12
/** RFC 2046 allows 70 characters, and some programs write more. */
const maxBoundary = 200
/** Bytes behind a glued delimiter: its two dashes and a line end or two. */
const maxGluedEnd = 6
const [dash, cr, lf] = [0x2d, 0x0d, 0x0a]

/**
 * Takes a message apart without copying it (RFC 2046). An outer delimiter ends what it encloses, so that a missing
 * inner one costs nothing else. Parts beyond `mailLimits.parts` are counted and left out. A multipart whose boundary is
 * too long to be one is read as one text.
 *
 * @throws MalformedPayload `mail_too_deep`, `mail_headers_too_long`
 */
export function readPart(message: Uint8Array): MimePart {
  const budget: Budget = { parts: 0, leftOut: 0, headerBytes: 0 }
  const part = read(message, 'text/plain', 0, budget)
  const root = budget.leftOut > 0 ? { ...part, leftOut: budget.leftOut } : part
  if (root.parts.length === 0 || budget.charset === undefined) return root
  // A multipart names no charset: only its parts tell what 8-bit bytes in its headers mean.
  return { ...root, headers: readHeaders(message, budget.charset) }
}

function read(message: Uint8Array, defaultType: string, depth: number, budget: Budget): MimePart {
  if (depth > mailLimits.depth) throw exceeds('mail_too_deep', `${mailLimits.depth} multiparts in each other`)
  const start = findBody(message)
  budget.headerBytes += start
  if (budget.headerBytes > mailLimits.headerBytes)
    throw exceeds('mail_headers_too_long', `${mailLimits.headerBytes} bytes of headers`)
  const headers = readHeaders(message.subarray(0, start), budget.charset)
  const body = message.subarray(start)
  const type = readType(headers, defaultType)
  const charset = type.value.startsWith('text/') ? type.parameters.get('charset') : undefined
  if (charset) budget.charset ??= charset
  const boundary = type.value.startsWith('multipart/') ? type.parameters.get('boundary') : undefined
  if (!boundary || boundary.length > maxBoundary) return { headers, type, body, parts: [] }
  const inner = type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
  const before = budget.leftOut
  const parts = splitBody(body, boundary, budget).map((part) => read(part, inner, depth + 1, budget))
  // Without any of its parts it would be taken for a text.
  const isLeftOut = parts.length === 0 && budget.leftOut > before
  return { headers, type, body: isLeftOut ? body.subarray(0, 0) : body, parts }
}

function readType(headers: MailHeaders, defaultType: string): ParameterHeader {
  const type = headers.has('Content-Type') ? headers.parameters('Content-Type') : readParameters(defaultType)
  return mediaType.test(type.value) ? type : { ...type, value: defaultType }
}

/** Bytes between the delimiter lines; before the first and behind the last is for nobody. */
function splitBody(body: Uint8Array, boundary: string, budget: Budget): Uint8Array[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const delimiter = Buffer.from(`--${boundary.trimEnd()}`)
  const parts: Uint8Array[] = []
  let start: number | undefined
  for (let at = findLine(bytes, delimiter, 0); at >= 0; at = findLine(bytes, delimiter, at + 1)) {
    const line = readDelimiterEnd(bytes, at + delimiter.length)
    if (line === undefined) continue
    if (start !== undefined) parts.push(bytes.subarray(start, Math.max(start, endOfContent(bytes, at))))
    start = undefined
    if (line.last) break
    if (budget.parts < mailLimits.parts) {
      budget.parts++
      start = line.end
    } else budget.leftOut++
  }
  if (start !== undefined) parts.push(bytes.subarray(start, Math.max(start, findGluedEnd(bytes, delimiter))))
  return parts
}

/**
 * Where the next line begins with a delimiter; -1 where none does. Every byte is looked at once: a search for the whole
 * delimiter would compare most of it at each dash of a body of dashes.
 */
function findLine(bytes: Uint8Array, delimiter: Uint8Array, from: number): number {
  const last = bytes.length - delimiter.length
  for (let at = from; at <= last; at++)
    if ((at === 0 || bytes[at - 1] === lf) && isAt(bytes, delimiter, at)) return at
  return -1
}

function isAt(bytes: Uint8Array, delimiter: Uint8Array, at: number): boolean {
  for (let each = 0; each < delimiter.length; each++) if (bytes[at + each] !== delimiter[each]) return false
  return true
}

interface DelimiterEnd {
  readonly last: boolean
  readonly end: number
}

/**
 * The rest of a delimiter line: `--` on the last one, blanks, the line end. Behind that `--` programs write what they
 * like (`-->`, more dashes); what may be part of a longer boundary is none.
 */
function readDelimiterEnd(bytes: Uint8Array, from: number): DelimiterEnd | undefined {
  let at = from
  while (bytes[at] === dash) at++
  const dashes = at - from
  // Three end a part whose own boundary has one more dash.
  const last = dashes === 2 || dashes > 3
  if (dashes > 0 && !last) return undefined
  const isBlank = bytes[at] === 0x20 || bytes[at] === 0x09
  if (last && !isBlank && isBoundaryCharacter(bytes[at])) return undefined
  if (last) {
    const end = bytes.indexOf(lf, at)
    return { last, end: end < 0 ? bytes.length : end + 1 }
  }
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at++
  if (bytes[at] === cr) at++
  if (at >= bytes.length) return { last, end: bytes.length }
  return bytes[at] === lf ? { last, end: at + 1 } : undefined
}

/** RFC 2046, section 5.1.1. */
function isBoundaryCharacter(byte: number | undefined): boolean {
  return byte !== undefined && boundaryCharacter.test(String.fromCharCode(byte))
}

/** The very last delimiter, where it stands behind a last line without an end; else the end of all. */
function findGluedEnd(bytes: Buffer, delimiter: Buffer): number {
  if (delimiter.length < minUnmistakable) return bytes.length
  const tail = Math.max(0, bytes.length - delimiter.length - maxGluedEnd)
  const at = bytes.indexOf(Buffer.concat([delimiter, Buffer.of(dash, dash)]), tail)
  return at < 0 ? bytes.length : at
}

/** The line end before a delimiter belongs to the delimiter. */
function endOfContent(bytes: Uint8Array, delimiter: number): number {
  const before = delimiter - 1
  return bytes[before - 1] === cr ? before - 1 : before
}

function exceeds(code: string, what: string): MalformedPayload {
  return new MalformedPayload(code, `the mail has more than ${what}: look at it in quarantine`)
}
