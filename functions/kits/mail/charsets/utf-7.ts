const label = /^(?:unicode-1-1-)?utf-?7$/
const shifted = /\+([A-Za-z0-9+/]*)-?/g

/** Name of UTF-7, or of its forerunner (RFC 1642), in lower case. */
export function isUtf7(charset: string): boolean {
  return label.test(charset)
}

/** Undoes UTF-7 (RFC 2152), which no `TextDecoder` knows; what is no whole UTF-16 stays as it stands there. */
export function decodeUtf7(text: string): string {
  return text.replace(shifted, (whole, encoded: string) => {
    if (encoded === '') return '+'
    const bytes = Buffer.from(encoded, 'base64')
    return bytes.length >= 2
      ? bytes
          .subarray(0, bytes.length & ~1)
          .swap16()
          .toString('utf16le')
      : whole
  })
}
