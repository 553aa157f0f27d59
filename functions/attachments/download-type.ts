import { readMediaType, unknownType } from '../text/media-type.ts'

const media = /^(?:image|audio|video)\/[a-z0-9.+-]+$/
/** SVG is an image that runs script. */
const markup = /[+.-]xml$|svg/

const harmless = new Set([
  'application/pdf',
  'application/zip',
  'application/rtf',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'message/rfc822',
  'text/calendar',
  'text/csv',
  'text/plain',
])
const office = /^application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)\.[a-z0-9.-]+$/

/**
 * The media type to serve what strangers have sent: one that no browser runs, whatever it is told about saving.
 *
 * @param type as the attachment has it: a media type or a platform's word
 */
export function downloadType(type: string): string {
  const bare = readMediaType(type) ?? unknownType
  const isHarmless = harmless.has(bare) || office.test(bare) || (media.test(bare) && !markup.test(bare))
  if (!isHarmless) return unknownType
  // Without a charset a browser would guess.
  return bare.startsWith('text/') ? `${bare}; charset=utf-8` : bare
}
