const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const label = /^(?:utf|ucs|iso-10646-ucs|unicode)-?(16|2|32|4)-?(le|be)?$/
const whiteSpace = /\s/

/**
 * The decoder of UTF-16 or UTF-32. Programs write either label above text that they have long put into another form:
 * what is valid UTF-8 without a NUL, and has a blank or an odd length, is UTF-8.
 *
 * @param name lower-case
 */
export function wideDecoder(name: string): ((bytes: Uint8Array) => string) | undefined {
  const [, width, order] = label.exec(name) ?? []
  if (width === undefined) return undefined
  return (bytes) => {
    const narrow = bytes.includes(0) ? undefined : readNarrow(bytes)
    if (narrow !== undefined) return narrow
    return width === '16' || width === '2' ? decodeUtf16(bytes, order) : decodeUtf32(bytes, order)
  }
}

function readNarrow(bytes: Uint8Array): string | undefined {
  try {
    const text = utf8.decode(bytes)
    return whiteSpace.test(text) || bytes.length % 2 > 0 ? text : undefined
  } catch {
    return undefined
  }
}

/** The byte order: its mark, else the place of the NULs in what is ASCII, else the label, else little-endian. */
function decodeUtf16(bytes: Uint8Array, order: string | undefined): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be', bytes)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le', bytes)
  const nul = bytes.indexOf(0)
  const isBig = nul < 0 ? order === 'be' : nul % 2 === 0
  return decode(isBig ? 'utf-16be' : 'utf-16le', bytes)
}

function decode(name: 'utf-16be' | 'utf-16le', bytes: Uint8Array): string {
  return new TextDecoder(name).decode(bytes)
}

function decodeUtf32(bytes: Uint8Array, order: string | undefined): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isLittle = bytes[0] === 0 ? false : order !== 'be'
  const characters: string[] = []
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at, isLittle)
    characters.push(
      point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? '\ufffd' : String.fromCodePoint(point),
    )
  }
  return characters.join('')
}
