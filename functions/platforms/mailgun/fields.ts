import * as z from 'zod'
import type { Readable } from '../../contracts/proven.ts'
import { sha256 } from '../../core/ids.ts'
import { parseJson } from '../../core/json.ts'
import { decodeText } from '../../kits/mail/charsets/decode-text.ts'
import { type FormPart, readForm } from '../../kits/mail/multipart-form.ts'
import { readUrlencoded } from '../../kits/mail/urlencoded-form.ts'

/**
 * Each header of a mail is a field, and each of its files: what a reader leaves out of a mail is to be proven first, for
 * what cannot be read is not proven and would be lost.
 */
const maxFields = 20_000
const multipart = /^\s*multipart\/form-data\b/i

/** The form of a mail: multipart where it has files, else urlencoded. @throws MalformedPayload `form_*` */
export function readParts({ body, headers }: Readable): FormPart[] {
  return multipart.test(headers.get('content-type') ?? '')
    ? readForm(body, maxFields)
    : readUrlencoded(body, maxFields)
}

/** Every value of a field: each header of the mail is a field, too, and may have the name of one of Mailgun's own. */
export function valuesOf(parts: readonly FormPart[], name: string): string[] {
  return bytesOf(parts, name).map((bytes) => decodeText(bytes, 'utf-8'))
}

export function bytesOf(parts: readonly FormPart[], name: string): Uint8Array[] {
  return parts.filter((part) => part.name === name && part.filename === undefined).map(({ bytes }) => bytes)
}

/** What JSON holds; `undefined` where it is none. */
export function readJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : parseJson(text)
  } catch {
    return undefined
  }
}

const headerList = z.array(z.unknown())

/**
 * Whether a header of the mail may be what a field is: one is called the same, in whatever capitals, or what headers there
 * are is not told clearly.
 */
export function mayBeHeader(parts: readonly FormPart[], name: string): boolean {
  const [told, ...others] = valuesOf(parts, 'message-headers')
  if (told === undefined) return false
  const headers = headerList.safeParse(readJson(told)).data
  if (headers === undefined || others.length > 0) return true
  return headers.some((each) => Array.isArray(each) && String(each[0]).toLowerCase() === name)
}

/** New at each attempt, or may be. */
const proof = new Set(['timestamp', 'token', 'signature'])

/** Of all but the proof; a file that is called as it is belongs to the mail. */
export function digestOf(parts: readonly FormPart[]): string {
  return sha256(
    JSON.stringify(
      parts
        .filter(({ name, filename }) => filename !== undefined || !proof.has(name))
        .map(({ name, bytes }) => [name, sha256(bytes)]),
    ),
  )
}
