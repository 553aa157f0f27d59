import { MalformedPayload } from '../../core/errors.ts'
import type { FormPart } from './multipart-form.ts'

const [percent, plus, space] = [0x25, 0x2b, 0x20]

/**
 * Reads `application/x-www-form-urlencoded` as bytes.
 *
 * @param maxFields more than that nobody writes
 * @throws MalformedPayload `form_too_many_parts`
 */
export function readUrlencoded(body: Uint8Array, maxFields: number = 1000): FormPart[] {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')
  const pairs = text.split('&', maxFields + 1).filter((pair) => pair !== '')
  if (pairs.length > maxFields)
    throw new MalformedPayload('form_too_many_parts', `the form has more than ${maxFields} fields`)
  return pairs.map((pair) => {
    const equals = pair.indexOf('=')
    const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
    return { name: decode(name).toString('utf8'), bytes: decode(value) }
  })
}

/** Byte by byte: a mail in percent signs has a million of them. @param text a character a byte */
function decode(text: string): Buffer {
  const bytes = Buffer.allocUnsafe(text.length)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const value = code === percent ? (hexDigit(text, at + 1) << 4) | hexDigit(text, at + 2) : -1
    if (value >= 0) at += 2
    bytes[length++] = value >= 0 ? value : code === plus ? space : code
  }
  return bytes.subarray(0, length)
}

/** -1 where it is none, which makes the whole value negative. */
function hexDigit(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
