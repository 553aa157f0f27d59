import { compact } from '../../core/compact.ts'
import { MalformedPayload } from '../../core/errors.ts'
import { decodeEightBit } from './charsets/decode-text.ts'

/** One part of a form, its value in the bytes that came: their charset is in another part. */
export interface FormPart {
  readonly name: string
  readonly filename?: string
  /** Media type, lower case, without parameters. */
  readonly type?: string
  readonly bytes: Uint8Array
}

const maxHeaderBytes = 16 * 1024
/** RFC 2046, section 5.1.1: a boundary has at most 70 characters. */
const openingLine = /^--(\S{1,70})[ \t]*(\r?\n)/
const openingLength = 256

/**
 * Reads `multipart/form-data` (RFC 7578) as bytes; `Request.formData()` would decode every field as UTF-8.
 *
 * The boundary is that of the first line, which may be signed, and not that of the content type, which never is.
 * All lines end as the first one does: SendGrid's boundary never changes, so that a customer can write it, and
 * a line feed alone must not make a delimiter of it where the form has CRLF.
 *
 * @param maxParts more than that nobody writes
 * @throws MalformedPayload `form_*`
 */
export function readForm(body: Uint8Array, maxParts: number = 1000): FormPart[] {
  // One character a byte: found positions are those of the bytes.
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')
  const [opening, boundary, lineEnd] = openingLine.exec(text.slice(0, openingLength)) ?? []
  if (!opening || !boundary || !lineEnd)
    throw new MalformedPayload('form_without_boundary', 'the body does not begin with the boundary of a form')

  const parts: FormPart[] = []
  let start = opening.length
  for (;;) {
    // The line end before a delimiter belongs to it, also where it is the one that ended the last delimiter.
    const next = findDelimiter(text, `${lineEnd}--${boundary}`, lineEnd, start - lineEnd.length)
    if (parts.length === maxParts)
      throw new MalformedPayload('form_too_many_parts', `the form has more than ${maxParts} parts`)
    const end = Math.max(start, next.start)
    parts.push(readPart(text.slice(start, end), body.subarray(start, end), lineEnd))
    start = next.end
    if (next.closes) break
  }
  rejectEpilogue(text.slice(start))
  return parts
}

interface Delimiter {
  readonly start: number
  readonly end: number
  readonly closes: boolean
}

function findDelimiter(text: string, delimiter: string, lineEnd: string, from: number): Delimiter {
  let start = text.indexOf(delimiter, from)
  while (start !== -1) {
    let end = start + delimiter.length
    if (text.startsWith('--', end)) return { start, end: end + 2, closes: true }
    while (text[end] === ' ' || text[end] === '\t') end += 1
    if (text.startsWith(lineEnd, end)) return { start, end: end + lineEnd.length, closes: false }
    start = text.indexOf(delimiter, end)
  }
  throw new MalformedPayload('form_truncated', 'the form ends without its closing boundary')
}

/** What comes after the end would be dropped in silence, and a customer's text may have ended the form early. */
function rejectEpilogue(epilogue: string): void {
  if (epilogue.trim() !== '')
    throw new MalformedPayload('form_ambiguous', 'there is more after the closing boundary of the form')
}

const folding = /\r?\n[ \t]+/g
const dispositionHeader = /^content-disposition[ \t]*:[ \t]*form-data[ \t]*(;[^\r\n]*)/im
const typeHeader = /^content-type[ \t]*:[ \t]*([^\s;]+)/im

function readPart(text: string, bytes: Uint8Array, lineEnd: string): FormPart {
  const blankLine = text.indexOf(lineEnd + lineEnd)
  const headersEnd = blankLine === -1 ? text.length : blankLine
  if (headersEnd > maxHeaderBytes)
    throw new MalformedPayload(
      'form_header_too_long',
      `a part of the form has over ${maxHeaderBytes} bytes of header`,
    )
  const headers = decodeEightBit(bytes.subarray(0, headersEnd)).replace(folding, ' ')
  const { name, filename } = readParameters(dispositionHeader.exec(headers)?.[1] ?? '')
  if (name === undefined)
    throw new MalformedPayload('form_part_without_name', 'a part of the form has no name')
  const type = typeHeader.exec(headers)?.[1]?.toLowerCase()
  return compact({
    name,
    filename,
    type,
    bytes: bytes.subarray(blankLine === -1 ? bytes.length : blankLine + 2 * lineEnd.length),
  })
}

const parameter = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g
/** Only these two are ever escaped; any other backslash is one, as in `C:\fakepath\foto.jpg`. */
const escaped = /\\(["\\])/g

function readParameters(disposition: string): Record<string, string | undefined> {
  const pairs = Array.from(disposition.matchAll(parameter), ([, name = '', quoted, plain]) => [
    name.toLowerCase(),
    quoted?.replace(escaped, '$1') ?? plain,
  ])
  return Object.fromEntries(pairs)
}
