/** BER of `1.2.840.113549.1.7.2`, signed data (RFC 5652). */
const signedData = Buffer.from('2a864886f70d010702', 'hex')
const [sequence, octets, oid, context] = [0x30, 0x04, 0x06, 0xa0]
const constructedOctets = 0x24
const maxDepth = 16
const p7mName = /\.p7m$/i
const pkcs7 = /^application\/(?:x-)?pkcs7-mime$/

interface Element {
  readonly tag: number
  readonly from: number
  readonly to: number
  /** Place behind it, and behind the two NULs that end an indefinite length. */
  readonly next: number
}

/** Known by its name too, where a program knows no type for it (RFC 8551, section 3.2.1). */
export function isPkcs7(type: string, name: string): boolean {
  return pkcs7.test(type) || (type === 'application/octet-stream' && p7mName.test(name))
}

/**
 * What an opaque-signed S/MIME part holds (RFC 8551): a MIME entity that anybody can read. Nothing is verified here.
 * None where it is encrypted, or no CMS at all.
 */
export function readSignedContent(bytes: Uint8Array): Uint8Array | undefined {
  const [type, wrapped] = childrenOf(bytes, elementAt(bytes, 0, 0), sequence)
  if (type?.tag !== oid || !signedData.equals(bytes.subarray(type.from, type.to))) return undefined
  const [signed] = childrenOf(bytes, wrapped, context)
  // Version, digests, and what was signed.
  const [, , content] = childrenOf(bytes, signed, sequence)
  const [, inner] = childrenOf(bytes, content, sequence)
  const [data] = childrenOf(bytes, inner, context)
  if (data === undefined) return undefined
  if (data.tag === octets) return bytes.subarray(data.from, data.to)
  const pieces = childrenOf(bytes, data, constructedOctets)
  return pieces.length > 0 ? Buffer.concat(pieces.map(({ from, to }) => bytes.subarray(from, to))) : undefined
}

function childrenOf(bytes: Uint8Array, parent: Element | undefined, tag: number): Element[] {
  const children: Element[] = []
  if (parent?.tag !== tag) return children
  for (let at = parent.from; at < parent.to; ) {
    const child = elementAt(bytes, at, 0)
    if (child === undefined || child.next > parent.to) break
    children.push(child)
    at = child.next
  }
  return children
}

function elementAt(bytes: Uint8Array, at: number, depth: number): Element | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]]
  if (tag === undefined || first === undefined || depth > maxDepth) return undefined
  if (first === 0x80) return indefinite(bytes, tag, at + 2, depth)
  const digits = first > 0x80 ? first & 0x7f : 0
  if (digits > 4) return undefined
  let length = digits === 0 ? first : 0
  for (let digit = 0; digit < digits; digit++) length = length * 256 + (bytes[at + 2 + digit] ?? 0)
  const from = at + 2 + digits
  // Cut off at the end: what is there is there.
  const to = Math.min(bytes.length, from + length)
  return { tag, from, to, next: to }
}

/** End of an element that only its children tell. */
function indefinite(bytes: Uint8Array, tag: number, from: number, depth: number): Element | undefined {
  let at = from
  while (at < bytes.length && !(bytes[at] === 0 && bytes[at + 1] === 0)) {
    const child = elementAt(bytes, at, depth + 1)
    if (child === undefined) return undefined
    at = child.next
  }
  return { tag, from, to: Math.min(at, bytes.length), next: Math.min(at + 2, bytes.length) }
}
