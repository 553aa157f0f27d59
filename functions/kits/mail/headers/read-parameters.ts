import { decodeText } from '../charsets/decode-text.ts'
import { decodeWords } from './encoded-words.ts'

/** `Content-Type` and `Content-Disposition`: a value and its parameters. */
export interface ParameterHeader {
  /** Lower-case, without comments. */
  readonly value: string
  readonly parameters: ReadonlyMap<string, string>
}

const parameter = /;\s*([^\s=;"]{1,100})\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/gs
const escaped = /\\(["\\])/g
const comment = /\s\([^()]*\)\s*$/
const numbered = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/
const extended = /^([^']*)'[^']*'(.*)$/s
const percent = /%([0-9a-f]{2})/gi
const maxParameters = 200

/** Reads parameters quoted or not, continued and encoded (RFC 2231), or with encoded words, which many send. */
export function readParameters(header: string): ParameterHeader {
  const end = header.indexOf(';')
  const value = (end < 0 ? header : header.slice(0, end)).replace(comment, '').trim().toLowerCase()
  const plain = new Map<string, string>()
  const pieces = new Map<string, { index: number; text: string; encoded: boolean }[]>()
  let count = 0
  for (const [, name = '', quoted, bare] of header.matchAll(parameter)) {
    if (++count > maxParameters) break
    const [, key = '', index, star] = numbered.exec(name.toLowerCase()) ?? []
    const text = quoted?.replace(escaped, '$1') ?? (bare ?? '').replace(comment, '').trim()
    if (index === undefined && star === undefined) {
      if (!plain.has(key)) plain.set(key, decodeWords(text))
      continue
    }
    const list = pieces.get(key) ?? []
    list.push({ index: Number(index ?? 0), text, encoded: star !== undefined })
    pieces.set(key, list)
  }
  const joined = [...pieces].map(([key, list]): [string, string] => [key, joinPieces(list)])
  return { value, parameters: new Map([...plain, ...joined]) }
}

function joinPieces(list: { index: number; text: string; encoded: boolean }[]): string {
  const sorted = list.sort((one, other) => one.index - other.index)
  const [first] = sorted
  if (first === undefined || !first.encoded) return decodeWords(sorted.map(({ text }) => text).join(''))
  const [, charset = '', rest = first.text] = extended.exec(first.text) ?? []
  const bytes = sorted.map((piece, at) => {
    const text = at === 0 ? rest : piece.text
    if (!piece.encoded) return Buffer.from(text)
    return Buffer.from(
      text.replace(percent, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    )
  })
  return decodeText(Buffer.concat(bytes), charset)
}
