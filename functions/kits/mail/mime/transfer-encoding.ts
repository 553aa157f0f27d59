const name = /[a-z0-9-]+/i

/** Undoes a `Content-Transfer-Encoding`; an unknown one is taken for none. */
export function decodeTransfer(body: Uint8Array, encoding: string | undefined): Uint8Array {
  switch (name.exec(encoding ?? '')?.[0].toLowerCase()) {
    case 'base64':
      return decodeBase64(body)
    case 'quoted-printable':
      return decodeQuotedPrintable(body)
    default:
      return body
  }
}

const equals = 0x3d
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** Six bits that each byte stands for; -1 for what is none of the alphabet. */
const sextets = Int8Array.from({ length: 256 }, (_, byte) => alphabet.indexOf(String.fromCharCode(byte)))

/** Node stops at the first padding; some mailers pad every line, or join what was padded. */
function decodeBase64(body: Uint8Array): Uint8Array {
  const padding = body.indexOf(equals)
  const isPaddedWithin = padding >= 0 && body.subarray(padding).some((byte) => sextet(byte) >= 0)
  if (isPaddedWithin) return decodePadded(body)
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')
  return Buffer.from(text, 'base64')
}

/** Padding ends a unit: bits that make no whole byte are dropped. */
function decodePadded(body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((body.length * 3) / 4))
  let length = 0
  let bits = 0
  let waiting = 0
  for (const byte of body) {
    const value = sextet(byte)
    if (byte === equals) bits = 0
    if (value < 0) continue
    waiting = ((waiting << 6) | value) & 0xfff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[length++] = (waiting >> bits) & 0xff
  }
  return bytes.subarray(0, length)
}

function sextet(byte: number): number {
  return sextets[byte] ?? -1
}

const cr = 0x0d
const lf = 0x0a

function decodeQuotedPrintable(body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(body.length)
  let length = 0
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0
    if (byte !== equals) {
      bytes[length++] = byte
      continue
    }
    const soft = softBreakLength(body, at + 1)
    const value = (hexDigit(body[at + 1]) << 4) | hexDigit(body[at + 2])
    if (soft > 0) at += soft
    else if (value >= 0) {
      bytes[length++] = value
      at += 2
    } else bytes[length++] = byte
  }
  return bytes.subarray(0, length)
}

/** Bytes of the line end behind `=`, and of the blanks that relays put before it. */
function softBreakLength(body: Uint8Array, from: number): number {
  let at = from
  while (at < from + 100 && (body[at] === 0x20 || body[at] === 0x09)) at++
  if (body[at] === cr && body[at + 1] === lf) return at + 2 - from
  return body[at] === lf ? at + 1 - from : 0
}

/** -1 where it is none, which makes the whole value negative. */
function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
