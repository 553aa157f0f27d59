import { decodeEightBit } from '../../mail/decode-text.ts'
import { dosDecoder } from './dos-charsets.ts'

/**
 * Decodes a field in the charset that the form's `charsets` names: a WHATWG label or a code page of MS-DOS.
 *
 * Valid UTF-8 beats a label of the Latin-1 family, which mail programs write by mistake. What is not the UTF-8 that
 * it is called is read as windows-1252; what has an unknown label, as UTF-8 or else windows-1252.
 */
export function decodeField(bytes: Uint8Array, label = 'utf-8'): string {
  const decoder = decoderOf(label)
  if (!decoder) return (dosDecoder(label) ?? decodeEightBit)(bytes)
  const isGuessed = decoder.encoding === 'utf-8' || decoder.encoding === 'windows-1252'
  return isGuessed ? decodeEightBit(bytes) : decoder.decode(bytes)
}

/** Whether `TextDecoder` knows the charset. */
export function isWhatwgLabel(label: string): boolean {
  return decoderOf(label) !== undefined
}

function decoderOf(label: string) {
  try {
    return new TextDecoder(label)
  } catch {
    return undefined
  }
}
