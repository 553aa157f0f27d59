import { dosDecoder } from './dos-charsets.ts'
import { decodeUtf7, isUtf7 } from './utf-7.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lossyUtf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const windows1252 = new TextDecoder('windows-1252')
/** Labels that mail programs put on any of the three, whatever they wrote. */
const guessed =
  /^(?:us-?ascii|ascii|ansi.*|utf-?8|unicode-1-1-utf-8|iso-?8859-1|latin-?1|windows-1252|cp-?1252|x-unknown|unknown.*|)$/
const nonAscii = /[^\p{ASCII}\ufffd]/u
const vendorPrefix = /^(?:x-|cs)/
const codePage = /^(?:cp|ms)-?(125\d|874)$/

/**
 * Decodes text by its charset label (a WHATWG one, a code page of MS-DOS, UTF-7, or what mail programs make of
 * them), but not against its bytes: what is valid UTF-8 is UTF-8 also under the label ISO-8859-1 or an unknown one,
 * and what is not is windows-1252 also under UTF-8.
 */
export function decodeText(bytes: Uint8Array, charset: string | undefined): string {
  const label = (charset ?? '').trim().toLowerCase()
  const decode = (guessed.test(label) ? undefined : findDecoder(label)) ?? decodeEightBit
  return decode(bytes).replace(byteOrderMark, '')
}

const byteOrderMark = /^\ufeff/

/** UTF-8 where it is UTF-8, else windows-1252; line by line where both occur. */
export function decodeEightBit(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return windows1252.decode(bytes).includes('\n') ? decodeLines(bytes) : decodeLine(bytes)
  }
}

function decodeLines(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let start = 0; start <= bytes.length; ) {
    const found = bytes.indexOf(0x0a, start)
    const end = found < 0 ? bytes.length : found
    lines.push(decodeLine(bytes.subarray(start, end)))
    start = end + 1
  }
  return lines.join('\n')
}

/** A line with other good characters beyond ASCII is damaged UTF-8, no windows-1252. */
function decodeLine(bytes: Uint8Array): string {
  const text = lossyUtf8.decode(bytes)
  return !text.includes('\ufffd') || nonAscii.test(text) ? text : windows1252.decode(bytes)
}

function findDecoder(label: string): ((bytes: Uint8Array) => string) | undefined {
  const bare = label.replace(vendorPrefix, '')
  if (isUtf7(bare)) return (bytes) => decodeUtf7(decodeEightBit(bytes))
  for (const name of [label, bare, bare.replace(codePage, 'windows-$1')]) {
    try {
      const decoder = new TextDecoder(name)
      return (bytes) => decoder.decode(bytes)
    } catch {
      // Not a label of the WHATWG Encoding Standard: the next spelling.
    }
  }
  return dosDecoder(bare)
}
