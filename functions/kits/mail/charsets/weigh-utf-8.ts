import { utf8SequenceLength } from './utf-8-sequences.ts'

export interface Utf8Weight {
  /** Multi-byte UTF-8 sequences that the other charset makes no sense of. */
  readonly certain: number
  /** Bytes beyond ASCII in no sequence. */
  readonly stray: number
}

const letter = /^\p{L}/u
const latin = /^\p{Script=Latin}/u
const capital = /^\p{Lu}/u
const cased = /^[\p{Lu}\p{Ll}]/u
const thai = /^\p{Script=Thai}{2}$/u
const noBreak = /^.\u00a0$/
const letterOrDigit = /^[\p{L}\p{N}]/u
/** Characters right behind a word: closing quotes (those of German too), dashes, a no-break space, signs. */
const behindWord = /^[\p{Pf}\p{Pd}\u00a0\u00ad\u201c\u2018\u2039«…®™©²³´]+$/u
/** Sequences that tell for all. */
const maxWeighed = 20_000

/**
 * Weighs how sure it is that bytes are UTF-8 and not a single-byte charset. Two charsets meet in the same bytes where a
 * word ends in ß, or in a capital letter with an accent, and a quotation mark, a dash or a no-break space follows.
 *
 * @param text the bytes in the single-byte charset: a character for each
 */
export function weighUtf8(bytes: Uint8Array, text: string): Utf8Weight {
  let certain = 0
  let stray = 0
  for (let at = 0; at < bytes.length && certain + stray < maxWeighed; ) {
    const length = utf8SequenceLength(bytes, at)
    if (length === 0) stray++
    if (length > 1 && !isPlausible(bytes, text, at, length)) certain++
    at += Math.max(length, 1)
  }
  return { certain, stray }
}

/** Whether the other charset has the end of a word there and what may follow one, or a word of its script. */
function isPlausible(bytes: Uint8Array, text: string, at: number, length: number): boolean {
  const [lead, before, after] = [text.charAt(at), text.charAt(at - 1), text.charAt(at + length)]
  if (!letter.test(lead)) return false
  const sequence = text.slice(at, at + length)
  if (!latin.test(lead)) {
    if (latin.test(before) || latin.test(after)) return false
    // Thai letters lie where UTF-8 has leads and continuations alike; its own take three bytes there.
    return thai.test(sequence) || isLoneWord(bytes[at] ?? 0, sequence, before)
  }
  return isLatinWordEnd(bytes.subarray(at, at + length), sequence, before, after)
}

function isLatinWordEnd(bytes: Uint8Array, sequence: string, before: string, after: string): boolean {
  const [lead = 0, second] = bytes
  // N'Ko, the script of UTF-8 here, is the one that nobody writes to a service in.
  if (lead === 0xdf) return true
  if (!behindWord.test(sequence.slice(1))) return false
  // The letters of Vietnam.
  if (lead === 0xe1 && (second === 0xba || second === 0xbb)) return false
  if (!capital.test(sequence)) return !letter.test(after)
  // Behind these two UTF-8 has every letter of Western Europe, too many to believe in "AMANHÃ–".
  if (lead === 0xc2 || lead === 0xc3 || !capital.test(before)) return false
  // And behind these the letters of Central Europe.
  return (lead !== 0xc4 && lead !== 0xc5) || !letter.test(after)
}

/** A preposition of one letter, which a no-break space ties to the next word: "В 2020 году". */
function isLoneWord(lead: number, sequence: string, before: string): boolean {
  return (
    lead !== 0xc3 &&
    lead !== 0xd0 &&
    cased.test(sequence) &&
    noBreak.test(sequence) &&
    !letterOrDigit.test(before)
  )
}
