import { generateKeyPairSync, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'

export interface Certificate {
  readonly key: string
  /** PEM, signed by itself: its own authority. */
  readonly cert: string
}

/**
 * A certificate that signs itself, made when asked for, so that no key lies here and none expires by itself.
 *
 * @param names DNS names and IPv4 addresses, the first its subject
 */
export function selfSigned(names: readonly [string, ...string[]], validUntil: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = sequence(bytes(0x06, Buffer.from('2a8648ce3d040302', 'hex')))
  const commonName = bytes(0x06, Buffer.from('550403', 'hex'))
  const subject = sequence(bytes(0x31, sequence(commonName, bytes(0x0c, Buffer.from(names[0])))))
  const subjectAltName = bytes(0x06, Buffer.from('551d11', 'hex'))
  const generalNames = sequence(...names.map(generalName))
  const toBeSigned = sequence(
    bytes(0xa0, bytes(0x02, Buffer.of(2))),
    bytes(0x02, Buffer.of(1)),
    ecdsaWithSha256,
    subject,
    sequence(utcTime(new Date('2020-01-01T00:00:00Z')), utcTime(validUntil)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    bytes(0xa3, sequence(sequence(subjectAltName, bytes(0x04, generalNames)))),
  )
  const signature = bytes(0x03, Buffer.of(0), sign('sha256', toBeSigned, privateKey))
  const der = sequence(toBeSigned, ecdsaWithSha256, signature)
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
  }
}

function sequence(...parts: Uint8Array[]): Buffer {
  return bytes(0x30, ...parts)
}

function generalName(name: string): Buffer {
  return isIPv4(name) ? bytes(0x87, Buffer.from(name.split('.').map(Number))) : bytes(0x82, Buffer.from(name))
}

/** One value of ASN.1 DER: tag, length, content. */
function bytes(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...size), content])
}

function utcTime(time: Date): Buffer {
  return bytes(0x17, Buffer.from(`${time.toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`))
}
