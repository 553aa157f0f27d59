import * as z from 'zod'
import { MalformedPayload } from '../../core/errors.ts'
import { parseJson } from '../../core/json.ts'
import { decodeText } from '../../kits/mail/charsets/decode-text.ts'
import type { FormPart } from '../../kits/mail/multipart-form.ts'

/** The form of one mail: its named fields, and the files that are its attachments. */
export interface Fields {
  /** Names are lower case: SendGrid writes `SPF` and `dkim`. */
  readonly bytes: ReadonlyMap<string, Uint8Array>
  readonly files: readonly FormPart[]
  /** The field in its own charset, or `undefined` where it is missing or empty. */
  text(name: string): string | undefined
}

const attachmentName = /^attachment\d+$/
const charsets = z.record(z.string(), z.unknown())

/**
 * Sorts the parts. SendGrid's boundary never changes, so that a customer can write it into a mail and forge fields:
 * what then stands there twice, or in both modes, is not believed.
 *
 * @throws MalformedPayload `form_ambiguous`
 */
export function readFields(parts: readonly FormPart[]): Fields {
  const files: FormPart[] = []
  const bytes = new Map<string, Uint8Array>()
  const names = new Set<string>()
  for (const part of parts) {
    const name = part.name.toLowerCase()
    if (names.has(name)) throw new MalformedPayload('form_ambiguous', 'the form has a field twice')
    names.add(name)
    if (name !== 'email' && (part.filename !== undefined || attachmentName.test(name)))
      files.push({ ...part, name })
    else bytes.set(name, part.bytes)
  }
  if (bytes.has('email') && bytes.has('headers'))
    throw new MalformedPayload(
      'form_ambiguous',
      'the form has both email (raw mode) and headers (parsed mode)',
    )
  const labels = new Map(Object.entries(readJsonField(bytes.get('charsets'), charsets) ?? {}))
  return {
    bytes,
    files,
    text(name) {
      const value = bytes.get(name)
      const label = labels.get(name)
      const text = value && decodeText(value, typeof label === 'string' ? label : undefined)
      return text === '' ? undefined : text
    },
  }
}

/** A field of JSON, or `undefined` where it is missing or something else. */
export function readJsonField<Value>(
  bytes: Uint8Array | undefined,
  schema: z.ZodType<Value>,
): Value | undefined {
  if (!bytes) return undefined
  try {
    const parsed = schema.safeParse(parseJson(decodeText(bytes, 'utf-8')))
    return parsed.success ? parsed.data : undefined
  } catch (error) {
    if (error instanceof MalformedPayload) return undefined
    throw error
  }
}
