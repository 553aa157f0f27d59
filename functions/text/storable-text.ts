import { withoutControls } from './clean.ts'

/** What a system's text fields hold: all of Unicode, its first plane (MySQL's `utf8`), or ISO 8859-1. */
export type Storable = 'unicode' | 'bmp' | 'latin1'

/** No XML holds them. */
const notInXml = /[\ufffe\uffff]/g
/** A character beyond the first plane, with what joins it to the next or colours it. */
const astral = /([\u{10000}-\u{10ffff}])[\u200d\ufe0f]*/gu
const beyondLatin1 = /[\u{100}-\u{10ffff}]/gu
const marks = /\p{M}+/gu

/** What means the same in ISO 8859-1. */
const likeness = new Map(
  Object.entries({
    '‘': "'",
    '’': "'",
    '‚': "'",
    '“': '"',
    '”': '"',
    '„': '"',
    '‐': '-',
    '‑': '-',
    '‒': '-',
    '–': '-',
    '—': '-',
    '−': '-',
    '…': '...',
    '•': '*',
    '€': 'EUR',
    '™': '(TM)',
    '\u2002': ' ',
    '\u2003': ' ',
    '\u2009': ' ',
    '\u202f': ' ',
    '\u200d': '',
    '\ufe0f': '',
  }),
)

/**
 * A text as a system can hold it. Control characters are dropped, line breaks are `\n`; every other character that it
 * cannot hold is written out, `🚚` as `[U+1F69A]`, or by its likeness (`ř` as `r`, `…` as `...`), and `replaced` says so.
 */
export function storableText(text: string, holds: Storable): { text: string; replaced: boolean } {
  const whole = withoutControls(text).replace(notInXml, '')
  const stored = replaceFor(whole, holds)
  return { text: stored, replaced: stored !== whole && stored !== whole.normalize('NFC') }
}

function replaceFor(text: string, holds: Storable): string {
  if (holds === 'unicode') return text
  const firstPlane = text.replace(astral, (_, character: string) => writeOut(character))
  if (holds === 'bmp') return firstPlane
  return firstPlane
    .normalize('NFC')
    .replace(
      beyondLatin1,
      (character) => likeness.get(character) ?? baseLetter(character) ?? writeOut(character),
    )
}

/** `ř` without its mark; `undefined` where that is no letter of ISO 8859-1 either. */
function baseLetter(character: string): string | undefined {
  const base = character.normalize('NFKD').replace(marks, '')
  return base !== '' && base.search(beyondLatin1) < 0 ? base : undefined
}

function writeOut(character: string): string {
  return `[U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`
}
