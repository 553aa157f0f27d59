import { decodeText } from '../charsets/decode-text.ts'

interface EncodedWord {
  readonly charset: string
  readonly encoding: string
  readonly text: string
  readonly end: number
}

const start = /=\?([^?*\s]{1,60})(?:\*[^?\s]{0,60})?\?([bqBQ])\?/y
const blank = /^\s*$/
const escaped = /=([0-9a-f]{2})|_/gi
const notBase64 = /[^A-Za-z0-9+/]+/g
const asciiOnly = /^\p{ASCII}*$/u

/**
 * Decodes the encoded words of a header (RFC 2047), by the rule of `decodeText`. Words that follow each other are one
 * text, as many mail programs cut inside a character; what is no whole word stays as it stands there.
 */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value
  const pieces: string[] = []
  let run: EncodedWord[] = []
  let from = 0
  const flush = () => {
    if (run.length > 0) pieces.push(decodeRun(run))
    run = []
  }
  // A search that finds no end finds none from any later place.
  for (let at = value.indexOf('=?'); at >= 0 && value.includes('?=', at + 2); ) {
    const word = readWord(value, at)
    if (word === undefined) {
      at = value.indexOf('=?', at + 2)
      continue
    }
    const between = value.slice(from, at)
    const follows = run.length > 0 && blank.test(between)
    if (!follows || run[0]?.charset !== word.charset) flush()
    if (!follows) pieces.push(between)
    run.push(word)
    from = word.end
    at = value.indexOf('=?', from)
  }
  flush()
  pieces.push(value.slice(from))
  return pieces.join('')
}

/** Blanks and question marks inside are forbidden and sent; another beginning is another word. */
function readWord(value: string, at: number): EncodedWord | undefined {
  start.lastIndex = at
  const match = start.exec(value)
  if (match === null) return undefined
  const [{ length }, charset = '', encoding = ''] = match
  const end = value.indexOf('?=', at + length)
  const next = value.indexOf('=?', at + length)
  // The "=" of "=?=" belongs to the text.
  if (end < 0 || (next >= 0 && next < end - 1)) return undefined
  return {
    charset: charset.toLowerCase(),
    encoding: encoding.toLowerCase(),
    text: value.slice(at + length, end),
    end: end + 2,
  }
}

function decodeRun(words: readonly EncodedWord[]): string {
  const bytes: Uint8Array[] = []
  let base64 = ''
  for (const { encoding, text } of words) {
    if (encoding === 'b') {
      // Some programs cut base64 where the line is full, and not between its units.
      base64 += text.replace(notBase64, '')
      if (base64.length % 4 > 0 && !text.includes('=')) continue
    }
    bytes.push(Buffer.from(base64, 'base64'))
    base64 = ''
    if (encoding === 'q') bytes.push(decodeQ(text))
  }
  bytes.push(Buffer.from(base64, 'base64'))
  return decodeText(Buffer.concat(bytes), words[0]?.charset)
}

function decodeQ(text: string): Uint8Array {
  const bytes = text.replace(escaped, (_, hex: string | undefined) =>
    hex === undefined ? ' ' : String.fromCharCode(Number.parseInt(hex, 16)),
  )
  if (asciiOnly.test(text)) return Buffer.from(bytes, 'latin1')
  // Letters that were not encoded: nothing tells what the sender's bytes were.
  return Buffer.from(bytes)
}
