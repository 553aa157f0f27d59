import { findCharset } from '../../../../../functions/kits/mail/charsets/find-charset.ts'

const encoders = new Map<string, Map<string, number[]>>()

/** The bytes of a text in a charset of one or two bytes a character: its decoder, turned round. */
export function encodeText(text: string, charset: string): Uint8Array | undefined {
  const table = encoders.get(charset) ?? invert(charset)
  encoders.set(charset, table)
  const bytes: number[] = []
  for (const character of text) {
    const code = character.charCodeAt(0) < 0x80 ? [character.charCodeAt(0)] : table.get(character)
    if (code === undefined) return undefined
    bytes.push(...code)
  }
  return Uint8Array.from(bytes)
}

function invert(label: string): Map<string, number[]> {
  const charset = findCharset(label)
  if (charset === undefined) throw new Error(`${label} is no charset`)
  const table = new Map<string, number[]>()
  const add = (...bytes: number[]) => {
    const character = charset.decode(Uint8Array.from(bytes))
    if (character.length === 1 && character !== '\ufffd' && character > '\x7f' && !table.has(character))
      table.set(character, bytes)
  }
  for (let byte = 0x80; byte < 0x100; byte++) add(byte)
  if (charset.form !== 'double') return table
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add(lead, trail)
  return table
}
