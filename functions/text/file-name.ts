import { characterEnd, unitsWithin } from './character-end.ts'
import { oneLine } from './clean.ts'

const path = /^.*[/\\]/s
/** What Windows takes for part of a path, a device or a pattern. */
const reserved = /[/\\<>:"|?*]/g
/** Names that are devices on Windows, with any extension. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?= *(?:\.|$))/i
/** Formats beyond the joiners: tags and the like, which no name shows. */
const formats = /(?![\u200c\u200d])\p{Cf}/gu
const edges = /^[. ]+|(?<![. ])[. ]+$/g
const extension = /\.[A-Za-z0-9]{1,10}$/
const marks = /\p{M}+/gu
const beyondAscii = /[^\x20-\x7e]+/g
const notForKeys = /[^A-Za-z0-9._-]+/g
/** UTF-16 code units, for people; and what Linux and macOS take, in bytes of UTF-8. */
const maxUnits = 150
const maxBytes = 255

const extensions = new Map([
  ['application/ms-tnef', 'dat'],
  ['application/pdf', 'pdf'],
  ['audio/mp4', 'm4a'],
  ['audio/mpeg', 'mp3'],
  ['image/gif', 'gif'],
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
  ['image/webp', 'webp'],
  ['message/rfc822', 'eml'],
  ['text/calendar', 'ics'],
  ['text/csv', 'csv'],
  ['text/html', 'html'],
  ['text/plain', 'txt'],
  ['video/mp4', 'mp4'],
])

/**
 * The name of a file as a stranger gives it, so that no system takes it for a path, a device or a command, and nobody for
 * another kind of file. A long one keeps its extension. `undefined` where nothing is left.
 */
export function safeFileName(given: string | undefined): string | undefined {
  const bare = oneLine((given ?? '').normalize('NFC').replace(path, ''))
    .replace(formats, '')
    .replace(reserved, '_')
    .replace(edges, '')
    .replace(device, '_$&')
  return bare === '' ? undefined : fitting(bare)
}

/** For a name that is made up; `bin` where the type tells nothing. */
export function extensionOf(type: string): string {
  return extensions.get(type.toLowerCase()) ?? 'bin'
}

/** For systems that read no other: `Büd 🚚.png` as `Bud _.png`. `a／b` becomes no path by it, and `‥` no folder. */
export function asciiFileName(name: string): string {
  const ascii = name.normalize('NFKD').replace(marks, '').replace(beyondAscii, '_').replace(reserved, '_')
  return safeFileName(ascii) ?? '_'
}

/** For an object key: letters, digits and `._-` of ASCII, which no store or URL spells in two ways. */
export function keyName(name: string): string {
  const ascii = name.normalize('NFD').replace(marks, '').replace(notForKeys, '_').replace(edges, '')
  return ascii === '' ? '_' : ascii
}

function fitting(name: string): string {
  if (name.length <= maxUnits && Buffer.byteLength(name) <= maxBytes) return name
  const end = `_${extension.exec(name)?.[0] ?? ''}`
  const most = Math.min(maxUnits - end.length, unitsWithin(name, maxBytes - end.length))
  return name.slice(0, characterEnd(name, most)).trimEnd() + end
}
