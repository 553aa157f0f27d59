import { MalformedPayload } from '../../core/errors.ts'
import type { FormPart } from './multipart-form.ts'

const maxFields = 1000
const octet = /%([0-9a-f]{2})/gi

/** Reads `application/x-www-form-urlencoded` as bytes. @throws MalformedPayload `form_too_many_parts` */
export function readUrlencoded(body: Uint8Array): FormPart[] {
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

/** @param text a character a byte */
function decode(text: string): Buffer {
  const decoded = text
    .replaceAll('+', ' ')
    .replace(octet, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(decoded, 'latin1')
}
