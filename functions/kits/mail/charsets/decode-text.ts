import { countPairs } from './double-byte-zones.ts'
import { type Charset, findCharset } from './find-charset.ts'
import { guessCharset } from './guess-charset.ts'
import { decodeUtf7 } from './utf-7.ts'
import { decodeMixed } from './utf-8-sequences.ts'
import { weighUtf8 } from './weigh-utf-8.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const windows1252 = new TextDecoder('windows-1252')
const allBytes = Uint8Array.from({ length: 256 }, (_, at) => at)
const byteOrderMark = /^\ufeff/
const lost = /\ufffd/g
const control = /[\x80-\x9f]/
/** ISO-2022-JP announces itself. */
const japaneseEscapes = ['\x1b$B', '\x1b$@']
/** Charsets that Windows writes under an ISO label: the controls of the one are letters and quotes of the other. */
const windowsSiblings = new Map([
  ['iso-8859-2', 'windows-1250'],
  ['iso-8859-7', 'windows-1253'],
  ['iso-8859-8', 'windows-1255'],
  ['iso-8859-8-i', 'windows-1255'],
  ['iso-8859-13', 'windows-1257'],
  ['iso-8859-15', 'windows-1252'],
])
/** Sequences of UTF-8, and times as many as what is none, that outweigh a label. */
const minCertain = 4
const minFrequent = 0.9
/** Text that is, beyond ASCII, nothing but Greek, or nothing but Cyrillic. */
const otherScript = /^(?:[\p{ASCII}\p{Script=Greek}]+|[\p{ASCII}\p{Script=Cyrillic}]+)$/u

/**
 * Decodes text by its charset label: one of the WHATWG's, of MS-DOS, the Macintosh or another that mail programs use.
 *
 * The label counts, except against the bytes as a whole: what is UTF-8 from end to end is UTF-8 under any label, unless
 * the label's own reading makes as much sense. Under a label that says nothing, or UTF-8 which it is not, UTF-8
 * sequences stay, and what is between them is windows-1252; text of another script is known by its frequent characters.
 */
export function decodeText(bytes: Uint8Array, label: string | undefined): string {
  const charset = findCharset(label)
  const text = charset === undefined ? decodeEightBit(bytes) : decodeNamed(bytes, charset)
  return text.replace(byteOrderMark, '')
}

/** Text whose label says nothing: UTF-8, else what the bytes look like, else windows-1252. */
export function decodeEightBit(bytes: Uint8Array): string {
  const whole = readUtf8(bytes)
  if (whole !== undefined) return decodeEscapes(bytes, whole)
  const western = windows1252.decode(bytes)
  const { certain, stray } = weighUtf8(bytes, western)
  const guess = certain < minCertain * stray ? guessCharset(bytes)?.decode(bytes) : undefined
  return guess ?? (certain > 0 ? decodeMixed(bytes, windows1252.decode(allBytes)) : western)
}

function decodeNamed(bytes: Uint8Array, charset: Charset): string {
  if (charset.form === 'wide') return charset.decode(bytes)
  const whole = readUtf8(bytes)
  const isAscii = whole !== undefined && whole.length === bytes.length
  if (charset.form === 'seven-bit') return isAscii ? charset.decode(bytes) : decodeSevenBit(bytes, charset)
  if (isAscii) return decodeEscapes(bytes, charset.decode(bytes))
  return charset.form === 'single' ? decodeSingle(bytes, charset, whole) : decodeDouble(bytes, charset, whole)
}

/** Bytes beyond ASCII show that the label is wrong; that of UTF-7 at least about the rest. */
function decodeSevenBit(bytes: Uint8Array, { name }: Charset): string {
  const text = decodeEightBit(bytes)
  return name === 'utf-7' ? decodeUtf7(text) : text
}

function decodeSingle(bytes: Uint8Array, charset: Charset, whole: string | undefined): string {
  const text = decodeSibling(bytes, charset)
  const { certain, stray } = weighUtf8(bytes, text)
  if (whole !== undefined) return certain > 0 ? whole : text
  const western = windows1252.decode(bytes)
  if (certain >= minCertain && certain >= minCertain * stray)
    return decodeMixed(bytes, charset.decode(allBytes))
  // A byte that the charset has no character for is better any character than none.
  return text.replace(lost, (_, at: number) => western.charAt(at))
}

function decodeSibling(bytes: Uint8Array, charset: Charset): string {
  const text = charset.decode(bytes)
  if (!control.test(text)) return text
  return findCharset(windowsSiblings.get(charset.name))?.decode(bytes) ?? text
}

function decodeDouble(bytes: Uint8Array, charset: Charset, whole: string | undefined): string {
  const text = charset.decode(bytes)
  const losses = text.match(lost)?.length ?? 0
  const { pairs, frequent, runs, insideWords } = countPairs(bytes, charset.name)
  if (whole === undefined) return losses * 4 > pairs ? decodeEightBit(bytes) : text
  const isTypical = pairs > 1 && frequent >= pairs * minFrequent && insideWords * 2 < runs
  return losses === 0 && isTypical && !otherScript.test(whole) ? text : whole
}

function decodeEscapes(bytes: Uint8Array, text: string): string {
  if (!japaneseEscapes.some((each) => text.includes(each))) return text
  const japanese = findCharset('iso-2022-jp')?.decode(bytes) ?? text
  return japanese.includes('\ufffd') ? text : japanese
}

function readUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}
