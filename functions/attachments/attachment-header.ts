import { asciiFileName, safeFileName } from '../text/file-name.ts'

/** What `encodeURIComponent` leaves, and RFC 5987 does not allow in a value. */
const notInValue = /['()*]/g

/**
 * `Content-Disposition` (RFC 6266) that makes a browser save the file and never show it: an ASCII name for old ones, in
 * which some would decode what stands behind a percent sign, and the whole name as RFC 5987 has it.
 */
export function attachmentHeader(name: string | undefined): string {
  const shown = safeFileName(name) ?? 'attachment'
  const value = encodeURIComponent(shown).replace(
    notInValue,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${asciiFileName(shown).replaceAll('%', '_')}"; filename*=UTF-8''${value}`
}
