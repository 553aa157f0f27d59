/** A mail in base64 in a form in base64. */
const maxLayers = 2

/**
 * What bytes may say: as they are, and with the escapes of JSON, of forms and addresses, of MIME and of HTML taken out,
 * also within base64. For looking whether somebody is named, not for reading.
 */
export function rawForms(bytes: Uint8Array): string[] {
  const forms = new Set<string>()
  const add = (text: string, layers: number) => {
    if (forms.has(text)) return
    const unescaped = withoutJsonEscapes(text)
    const decoded = decoders.reduce((each, decode) => decode(each), unescaped)
    for (const form of [text, unescaped, decoded]) forms.add(form)
    if (layers > 0) for (const form of new Set([text, unescaped])) add(withoutBase64(form), layers - 1)
  }
  add(toText(bytes), maxLayers)
  return [...forms]
}

const strict = new TextDecoder('utf-8', { fatal: true })

function toText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const jsonEscape = /\\(?:u([0-9a-fA-F]{4})|([nrtbf"\\/]))/g
const percentRun = /(?:%[0-9a-fA-F]{2}){1,3000}/g
const softBreak = /=\r?\n/g
const hexRun = /(?:=[0-9a-fA-F]{2}){1,3000}/g
const base64Run = /[A-Za-z0-9+/_-]{16,10000}(?:[^\S\n]{0,4}\n[A-Za-z0-9+/_-]{1,10000}){0,100000}/g
const encodedWord = /=\?[\w.-]{1,40}\?([bqBQ])\?([^?\s]{0,1000})\?=\s{0,4}/g
const entity = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([aouAOU]uml|szlig|nbsp|amp|lt|gt|quot));/g
const tag = /<[^<>]{1,1000}>/g

const named: Record<string, string> = { szlig: 'ß', nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"' }

function withoutJsonEscapes(text: string): string {
  return text.replace(jsonEscape, (_, hex: string | undefined, mark: string | undefined) =>
    hex === undefined ? (mark === '"' || mark === '\\' || mark === '/' ? mark : ' ') : codeUnit(hex),
  )
}

function withoutBase64(text: string): string {
  return text.replace(base64Run, (run) => toText(Buffer.from(run, 'base64')))
}

const decoders: readonly ((text: string) => string)[] = [
  (text) =>
    text.replace(encodedWord, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? toText(Buffer.from(word, 'base64'))
        : word.replaceAll('_', ' ').replace(hexRun, (run) => fromHex(run.replaceAll('=', ''))),
    ),
  (text) => text.replace(softBreak, '').replace(hexRun, (run) => fromHex(run.replaceAll('=', ''))),
  (text) => text.replaceAll('+', ' ').replace(percentRun, (run) => fromHex(run.replaceAll('%', ''))),
  (text) => text.replace(tag, ' '),
  (text) =>
    text.replace(entity, (_, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? `${name[0]}\u0308`.normalize('NFC')
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      return point <= 0x10ffff ? String.fromCodePoint(point) : ' '
    }),
]

function codeUnit(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}

function fromHex(hex: string): string {
  return toText(Buffer.from(hex, 'hex'))
}
