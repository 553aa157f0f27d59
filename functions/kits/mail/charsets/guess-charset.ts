import { countPairs } from './double-byte-zones.ts'
import { type Charset, findCharset } from './find-charset.ts'

/** Without a word of Latin letters, so that accents between them are never taken for another script. */
const minCyrillic = 4
const minPairs = 2
const minFrequent = 0.9

/**
 * The charset of text that says none, or UTF-8 which it is not: one of East Asia or Cyrillic where its frequent
 * characters make up the text; none where it may well be Latin letters.
 */
export function guessCharset(bytes: Uint8Array): Charset | undefined {
  return findCharset(guessCyrillic(bytes) ?? guessEastAsian(bytes))
}

/** Small letters lie in the upper half of windows-1251 and in the lower half of KOI8-R. */
function guessCyrillic(bytes: Uint8Array): string | undefined {
  const counts = { ascii: 0, lower: 0, upper: 0, other: 0 }
  for (const byte of bytes) {
    const folded = byte | 0x20
    if (byte < 0x80) {
      if (folded >= 0x61 && folded <= 0x7a) counts.ascii++
    } else if (byte >= 0xe0) counts.upper++
    else if (byte >= 0xc0) counts.lower++
    else counts.other++
  }
  const letters = counts.upper + counts.lower
  if (letters < minCyrillic || letters < 2 * counts.ascii || counts.other > letters / 6) return undefined
  return counts.upper > counts.lower ? 'windows-1251' : 'koi8-r'
}

function guessEastAsian(bytes: Uint8Array): string | undefined {
  return ['shift_jis', 'euc-jp', 'big5', 'euc-kr', 'gb18030'].find((name) => {
    const { pairs, frequent, runs } = countPairs(bytes, name)
    // An accented letter of a Latin word is a run of one; words of these scripts are longer.
    if (pairs < minPairs || pairs < 1.5 * runs || frequent < minFrequent * pairs) return false
    return isTypical(bytes, name) && !findCharset(name)?.decode(bytes).includes('\ufffd')
  })
}

/** What tells charsets apart whose zones overlap: the kana, the low trails of Big5, the leads of Hangul. */
function isTypical(bytes: Uint8Array, name: string): boolean {
  let pairs = 0
  let kana = 0
  let lowTrails = 0
  let beyondHangul = 0
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) continue
    pairs++
    at++
    if ((bytes[at] ?? 0) < 0x80) lowTrails++
    if (name === 'shift_jis' ? lead === 0x82 || lead === 0x83 : lead === 0xa4 || lead === 0xa5) kana++
    if (lead > 0xc8) beyondHangul++
  }
  if (name === 'shift_jis' || name === 'euc-jp') return kana * 4 >= pairs
  if (name === 'big5') return lowTrails * 6 >= pairs
  return name !== 'euc-kr' || beyondHangul === 0
}
