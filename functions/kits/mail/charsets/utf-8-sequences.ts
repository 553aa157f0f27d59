const replacement = 0xfffd

/** The length of the UTF-8 sequence at a place, 0 where there is none (RFC 3629: no overlong forms, no surrogates). */
export function utf8SequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
  if (length === 0 || !isContinuation(bytes[at + 1])) return 0
  const second = bytes[at + 1] ?? 0
  if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f)) return 0
  if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return 0
  for (let next = at + 2; next < at + length; next++) if (!isContinuation(bytes[next])) return 0
  return length
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}

/** Whether the text ends inside a sequence: whoever cut it counted bytes. */
function isCut(bytes: Uint8Array, at: number): boolean {
  const lead = bytes[at] ?? 0
  const length = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  if (at + length <= bytes.length) return false
  return bytes.subarray(at + 1).every(isContinuation)
}

/**
 * Reads each UTF-8 sequence as such and every other byte as a character of its own.
 *
 * @param characters what the 256 bytes mean where they stand alone, all of the Basic Multilingual Plane
 */
export function decodeMixed(bytes: Uint8Array, characters: string): string {
  // A character of the Basic Multilingual Plane takes three bytes at most.
  const out = Buffer.allocUnsafe(bytes.length * 3)
  let length = 0
  for (let at = 0; at < bytes.length; ) {
    const sequence = utf8SequenceLength(bytes, at)
    for (let end = at + sequence; at < end; at++) out[length++] = bytes[at] ?? 0
    if (sequence > 0) continue
    const cut = isCut(bytes, at)
    length = writeCharacter(out, length, cut ? replacement : characters.charCodeAt(bytes[at] ?? 0))
    at = cut ? bytes.length : at + 1
  }
  return out.toString('utf8', 0, length)
}

function writeCharacter(out: Uint8Array, at: number, code: number): number {
  let end = at
  if (code < 0x80) out[end++] = code
  else if (code < 0x800) {
    out[end++] = 0xc0 | (code >> 6)
    out[end++] = 0x80 | (code & 0x3f)
  } else {
    out[end++] = 0xe0 | (code >> 12)
    out[end++] = 0x80 | ((code >> 6) & 0x3f)
    out[end++] = 0x80 | (code & 0x3f)
  }
  return end
}
