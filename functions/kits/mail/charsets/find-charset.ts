import { shiftedDecoder } from './shifted-charsets.ts'
import { singleByteDecoder } from './single-byte-charsets.ts'
import { decodeUtf7, isUtf7 } from './utf-7.ts'
import { wideDecoder } from './wide-charsets.ts'

/** How the bytes of a charset become characters. */
export interface Charset {
  /** `single`: a character for each byte. `double`: two bytes for most. `seven-bit`: shifts or escapes. `wide`: UTF-16. */
  readonly form: 'single' | 'double' | 'seven-bit' | 'wide'
  /** The name of the WHATWG Encoding Standard, or as the mail has it. */
  readonly name: string
  readonly decode: (bytes: Uint8Array) => string
}

/** Labels that programs put on whatever they wrote, or that say nothing beyond UTF-8. */
const saysNothing =
  /^(?:us-ascii|ascii|ansi.{0,20}|iso-?646.{0,20}|cp-?20127|7-?bit|8-?bit|binary|utf-?8.{0,20}|utf-?8mb[34]|cp-?65001|unicode-1-1-utf-8|default.{0,20}|unknown.{0,20}|none|null|undefined|)$/
const separators = /[\s_:]+/g
const quotes = /["'`]/g
const vendorPrefix = /^(?:x-|cs)/
/** Spellings of mail programs, and what the WHATWG calls them. */
const spellings: readonly [RegExp, string][] = [
  [/^(?:cp|ms|win|windows|x-cp)-?(125\d|874)$/, 'windows-$1'],
  [/^(125\d)$/, 'windows-$1'],
  [/^(?:iso-?)?8859-?(\d{1,2})(?:-[ei])?$/, 'iso-8859-$1'],
  [/^(?:cp|ibm)-?2859(\d)$/, 'iso-8859-$1'],
  [/^(?:latin)-?([1-6])$/, 'latin$1'],
  [/^(?:cp|ms|windows|ibm)-?(?:932|943)$|^sjis-?win$|^shift-?jis.{1,20}$/, 'shift_jis'],
  [/^(?:cp|ms|windows|ibm)-?936$|^gb-?2312(?:-80)?$|^euc-?cn$/, 'gbk'],
  [/^gb-?18030.{0,10}$/, 'gb18030'],
  [/^(?:cp|ms|windows|ibm)-?949$|^uhc$|^ks-?c-?5601.{0,10}$/, 'euc-kr'],
  [/^(?:cp|ms|windows|ibm)-?950$|^big-?5.{0,10}$/, 'big5'],
  [/^(?:cp|ms|windows)-?51932$|^euc-?jp.{0,10}$|^ujis$/, 'euc-jp'],
  [/^(?:cp|ms|windows)-?5022\d$|^iso-?2022-?jp.{0,10}$/, 'iso-2022-jp'],
  [/^koi8-?r$/, 'koi8-r'],
  [/^koi8-?u$/, 'koi8-u'],
  [/^koi8$/, 'koi8-r'],
  [/^mac(?:intosh|-?roman|-?western)?$/, 'macintosh'],
  [/^mac-?(?:cyrillic|ukrainian)$/, 'x-mac-cyrillic'],
]
const double = new Set(['gbk', 'gb18030', 'big5', 'euc-kr', 'euc-jp', 'shift_jis'])
const every = Uint8Array.from({ length: 128 }, (_, at) => at + 0x80)
const maxLabel = 60
const maxKnown = 200
const known = new Map<string, Charset | undefined>()

/** The charset that a label names; none where it is missing, unknown, or one that programs write above everything. */
export function findCharset(label: string | undefined): Charset | undefined {
  const plain = (label ?? '').slice(0, maxLabel).replace(quotes, '').trim().toLowerCase()
  if (known.has(plain)) return known.get(plain)
  const found = search(plain)
  // Making a decoder takes longer than most header fields are to be read for.
  if (known.size < maxKnown) known.set(plain, found)
  return found
}

function search(plain: string): Charset | undefined {
  const dashed = plain.replace(separators, '-')
  const bare = dashed.replace(vendorPrefix, '')
  if (saysNothing.test(bare)) return undefined
  if (isUtf7(bare)) return { form: 'seven-bit', name: 'utf-7', decode: decodeUtf7Bytes }
  const wide = wideDecoder(bare)
  if (wide !== undefined) return { form: 'wide', name: bare, decode: wide }
  const shifted = shiftedDecoder(bare)
  if (shifted !== undefined) return { form: 'seven-bit', name: bare, decode: shifted }
  const spelled = spellings.flatMap(([spelling, name]) =>
    spelling.test(bare) ? [bare.replace(spelling, name)] : [],
  )
  for (const name of [...spelled, plain, dashed, bare]) {
    const found = whatwgCharset(name)
    if (found !== undefined) return found
  }
  const decode = singleByteDecoder(bare)
  return decode && { form: 'single', name: bare, decode }
}

function whatwgCharset(label: string): Charset | undefined {
  try {
    const decoder = new TextDecoder(label)
    const name = decoder.encoding
    if (name === 'utf-8' || name === 'x-user-defined') return undefined
    const decode = (bytes: Uint8Array) => decoder.decode(bytes)
    if (double.has(name)) return { form: 'double', name, decode }
    return { form: decode(every).length === every.length ? 'single' : 'seven-bit', name, decode }
  } catch {
    return undefined
  }
}

function decodeUtf7Bytes(bytes: Uint8Array): string {
  return decodeUtf7(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'))
}
