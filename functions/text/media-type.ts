/**
 * A media type (RFC 6838, 4.2) without parameters. No registered one is longer, though 127 characters are allowed on
 * each side.
 */
const mediaType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,59}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,99}$/
const composite = /^(?:message|multipart)\//

/** For what nobody knows more of than that it has bytes. */
export const unknownType = 'application/octet-stream'

/** `Image/PNG; name=x` is `image/png`; `undefined` for what is none, such as a platform's word `image`. */
export function readMediaType(given: string): string | undefined {
  const bare = (given.split(';', 1)[0] ?? '').trim().toLowerCase()
  return mediaType.test(bare) ? bare : undefined
}

/** Of a file among others. A mail or a multipart that is told as one would be taken apart by whoever gets it. */
export function fileType(given: string): string {
  const type = readMediaType(given) ?? unknownType
  return composite.test(type) ? unknownType : type
}
