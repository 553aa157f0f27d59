/** Control, format (bidirectional too), separator and unpaired surrogate characters. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu
/** What a file system takes for part of a path or a device. */
const unsafe = /[/\\:*?"<>|]/g
const edges = /^[. ]+|(?<![. ])[. ]+$/g
const notAscii = /[^\x20-\x7e]|%/g
/** What `encodeURIComponent` leaves, and RFC 5987 does not allow in a value. */
const notInValue = /['()*]/g
/** Code points of a name that are kept. */
const maxCodePoints = 150

/**
 * `Content-Disposition` (RFC 6266) that makes a browser save the file and never show it: an ASCII name for old ones, and
 * the whole name as RFC 5987 has it.
 */
export function attachmentHeader(name: string | undefined): string {
  const safe = [...(name ?? '').replace(invisible, '').replace(unsafe, '_')]
    .slice(0, maxCodePoints)
    .join('')
    .replace(edges, '')
  const shown = safe === '' ? 'attachment' : safe
  const value = encodeURIComponent(shown).replace(
    notInValue,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${shown.replace(notAscii, '_')}"; filename*=UTF-8''${value}`
}
