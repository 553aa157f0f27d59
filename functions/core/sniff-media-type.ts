import { readMediaType, unknownType } from '../text/media-type.ts'

/** First bytes that are certain, as hex, some at an offset. */
const signatures: readonly [hex: string, type: string, offset?: number][] = [
  ['ffd8ff', 'image/jpeg'],
  ['89504e470d0a1a0a', 'image/png'],
  ['474946383761', 'image/gif'],
  ['474946383961', 'image/gif'],
  ['57454250', 'image/webp', 8],
  ['49492a00', 'image/tiff'],
  ['4d4d002a', 'image/tiff'],
  ['6674797068656963', 'image/heic', 4],
  ['6674797061766966', 'image/avif', 4],
  ['6674797071742020', 'video/quicktime', 4],
  ['66747970', 'video/mp4', 4],
  ['1a45dfa3', 'video/webm'],
  ['494433', 'audio/mpeg'],
  ['57415645', 'audio/wav', 8],
  ['4f676753', 'audio/ogg'],
  ['255044462d', 'application/pdf'],
  ['7b5c727466', 'application/rtf'],
  ['789f3e22', 'application/ms-tnef'],
  ['504b0304', 'application/zip'],
  ['d0cf11e0a1b11ae1', 'application/x-cfb'],
  ['1f8b08', 'application/gzip'],
  ['526172211a07', 'application/vnd.rar'],
  ['377abcaf271c', 'application/x-7z-compressed'],
  ['4d5a', 'application/vnd.microsoft.portable-executable'],
  ['7f454c46', 'application/x-elf'],
]
/** Containers whose bytes do not tell what they hold: there the declared type says more. */
const containers: ReadonlyMap<string, RegExp> = new Map([
  ['application/zip', /^application\/(?:vnd\.|epub|java-archive|x-zip|zip|pkpass)/],
  ['application/x-cfb', /^application\/(?:vnd\.ms-|msword|x-msi|ms-)/],
  ['application/gzip', /^application\/(?:x-)?(?:gzip|tar|compressed)/],
  ['video/mp4', /^(?:video|audio)\//],
  ['video/webm', /^(?:video|audio)\//],
  ['audio/ogg', /^(?:audio|video|application)\/ogg/],
])
const executable = 'application/vnd.microsoft.portable-executable'
/** Bytes of a file that its signature is looked for in. */
const maxSignature = 16

/** What the bytes are, where their start is certain; else what its sender declares. */
export function sniffMediaType(bytes: Uint8Array, declared: string): string {
  const stated = readMediaType(declared) ?? unknownType
  const start = Buffer.from(bytes.subarray(0, maxSignature)).toString('hex')
  const sniffed = signatures.find(([hex, , offset = 0]) => start.startsWith(hex, offset * 2))?.[1]
  if (sniffed === undefined) return stated
  // Two letters prove nothing in a text that starts with "MZ".
  if (sniffed === executable && stated.startsWith('text/')) return stated
  return containers.get(sniffed)?.test(stated) ? stated : sniffed
}
