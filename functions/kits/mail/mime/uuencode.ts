const encodings = new Set(['x-uuencode', 'uuencode', 'x-uue', 'uue'])
const begin = /^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,255})$/
const lineEnd = /\r?\n/
const end = /^end\s{0,9}$/
const maxFiles = 100

export interface UuencodedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export function isUuencode(encoding: string | undefined): boolean {
  return encodings.has((encoding ?? '').trim().toLowerCase())
}

/** Takes the uuencoded files (POSIX) out of a text; what has no whole frame of `begin` and `end` stays in it. */
export function takeUuencoded(text: string): { rest: string; files: UuencodedFile[] } {
  if (!text.includes('begin')) return { rest: text, files: [] }
  const lines = text.split(lineEnd)
  const rest: string[] = []
  const files: UuencodedFile[] = []
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? ''
    const name = files.length < maxFiles ? begin.exec(line)?.[1] : undefined
    const file = name === undefined ? undefined : readFrame(lines, at + 1)
    if (name === undefined || file === undefined) {
      rest.push(line)
      at++
      continue
    }
    files.push({ name: name.trim(), bytes: file.bytes })
    at = file.next
  }
  return { rest: files.length > 0 ? rest.join('\n') : text, files }
}

/** @returns none as soon as a line is not of the form, so that a letter that begins with "begin" costs one line */
function readFrame(lines: readonly string[], from: number): { bytes: Uint8Array; next: number } | undefined {
  const pieces: Uint8Array[] = []
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (end.test(line)) return { bytes: Buffer.concat(pieces), next: at + 1 }
    const piece = decodeLine(line)
    if (piece === undefined) return undefined
    pieces.push(piece)
  }
  return undefined
}

/** A length, then four characters for three bytes; trailing blanks get lost on the way. */
function decodeLine(line: string): Uint8Array | undefined {
  const length = sixBits(line.charCodeAt(0))
  const letters = line.trimEnd().length - 1
  const wanted = Math.ceil(length / 3) * 4
  if (line === '' || length < 0 || letters > wanted + 2) return line === '' ? new Uint8Array() : undefined
  const bytes = new Uint8Array(Math.ceil(length / 3) * 3)
  for (let at = 0; at < wanted; at += 4) {
    let group = 0
    for (let place = 0; place < 4; place++) {
      const code = line.charCodeAt(1 + at + place)
      const bits = Number.isNaN(code) ? 0 : sixBits(code)
      if (bits < 0) return undefined
      group = (group << 6) | bits
    }
    const to = (at / 4) * 3
    bytes.set([group >> 16, (group >> 8) & 0xff, group & 0xff], to)
  }
  return bytes.subarray(0, length)
}

/** Blank and backquote are both zero; -1 for what is not of the alphabet. */
function sixBits(code: number): number {
  return code >= 0x20 && code <= 0x60 ? (code - 0x20) & 0x3f : -1
}
