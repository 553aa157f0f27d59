import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkKeys, readLink, signLink } from '../../../functions/core/attachment-link.ts'

const keysOf = (key: string, ...others: string[]) => ({
  key: key.padEnd(32, '.'),
  others: others.map((other) => other.padEnd(32, '.')),
})
const keys = keysOf('current')
const link = {
  key: 'attachments/ab/foto.jpg',
  name: 'Foto 🚚 für „Änne“.jpg',
  type: 'image/jpeg',
  expiresAt: new Date('2027-02-18T09:00:04.000Z'),
}

/** Anything, signed as a link is. */
function signed(json: string): string {
  const written = Buffer.from(json).toString('base64url')
  const mac = createHmac('sha256', keys.key).update(`netzdialog attachment link v1\n${written}`)
  return `${written}.${mac.digest('base64url')}`
}

describe('a link', () => {
  it('says what was signed, and needs no escaping in an address', () => {
    const token = signLink(link, keys)
    expect(readLink(token, keys)).toEqual(link)
    expect(encodeURIComponent(token)).toBe(token)
    const nameless = { key: link.key, type: 'image', expiresAt: link.expiresAt }
    expect(readLink(signLink(nameless, keys), keys)).toEqual(nameless)
  })

  it('holds while the key that signed it is among the others, and no longer', () => {
    const token = signLink(link, keys)
    expect(readLink(token, keysOf('next', 'older', 'current'))).toEqual(link)
    expect(readLink(token, keysOf('next'))).toBeUndefined()
  })

  it('is signed by the first key', () => {
    expect(readLink(signLink(link, keysOf('current', 'older')), keys)).toEqual(link)
  })

  it('does not hold where a single character was changed, added or taken', () => {
    const token = signLink(link, keys)
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A'
      const changed = `${token.slice(0, at)}${other}${token.slice(at + 1)}`
      expect(readLink(changed, keys)).toBeUndefined()
      expect(readLink(token.slice(0, at), keys)).toBeUndefined()
    }
    for (const more of ['.', '.x', 'xxxx']) expect(readLink(token + more, keys)).toBeUndefined()
  })

  it('does not hold where the same key signed something else', () => {
    const [written = ''] = signLink(link, keys).split('.')
    const bare = createHmac('sha256', keys.key).update(written).digest('base64url')
    expect(readLink(`${written}.${bare}`, keys)).toBeUndefined()
  })

  it('opens nothing but attachments, whoever signed it', () => {
    for (const k of ['parked/crm/evt_1.json', 'attachments', 'attachments/../parked/x', '', '/attachments/x'])
      expect(readLink(signed(JSON.stringify({ k, t: 'image/png', e: 1 })), keys)).toBeUndefined()
    for (const json of ['{}', '7', '{"k":"attachments/x","t":"a","e":"soon"}'])
      expect(readLink(signed(json), keys)).toBeUndefined()
    expect(readLink(signed('{"k":"attachments/x","t":"a","e":1}'), keys)).toBeDefined()
  })

  it('never fails, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(readLink(one, keys)).toBeUndefined()
        expect(readLink(`${one}.${other}`, keys)).toBeUndefined()
      }),
    )
  })
})

describe('the keys', () => {
  it('are one that signs and any number of others, none of them short', () => {
    expect(linkKeys.parse({ key: 'k'.repeat(32) })).toEqual({ key: 'k'.repeat(32), others: [] })
    expect(linkKeys.safeParse({ key: 'short' }).success).toBe(false)
    expect(linkKeys.safeParse({ key: 'k'.repeat(32), others: [''] }).success).toBe(false)
  })
})
