import { createHmac, timingSafeEqual } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { equalsSecret, matchesHmac } from '../../../../functions/kits/http/signature.ts'

// Watched, not replaced: how long a comparison takes cannot be measured in a test.
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>()
  return { ...crypto, timingSafeEqual: vi.fn(crypto.timingSafeEqual) }
})

const body = new TextEncoder().encode('what do ya want for nothing?')
// RFC 4231, test case 2.
const hex = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
const base64 = Buffer.from(hex, 'hex').toString('base64')

describe('matchesHmac', () => {
  it('knows the published test vector in hex and in base64', () => {
    expect(matchesHmac(body, hex, ['Jefe'], 'hex')).toBe(true)
    expect(matchesHmac(body, base64, ['Jefe'], 'base64')).toBe(true)
  })

  it('tries every key', () => {
    expect(matchesHmac(body, hex, ['old', 'Jefe'], 'hex')).toBe(true)
    expect(matchesHmac(body, hex, ['Jefe', 'new'], 'hex')).toBe(true)
    expect(matchesHmac(body, hex, ['old', 'new'], 'hex')).toBe(false)
  })

  it('compares in constant time under every key, also behind one that matched', () => {
    vi.mocked(timingSafeEqual).mockClear()
    matchesHmac(body, hex, ['Jefe', 'old', 'new'], 'hex')
    expect(timingSafeEqual).toHaveBeenCalledTimes(3)
  })

  it('matches nothing without a key', () => {
    expect(matchesHmac(body, hex, [], 'hex')).toBe(false)
  })

  it.each(['', '00', hex.slice(0, 62), `${hex}00`, 'no hex at all'])(
    'refuses %j without an exception',
    (signature) => {
      expect(matchesHmac(body, signature, ['Jefe'], 'hex')).toBe(false)
    },
  )

  it('matches the bytes signed and no others', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), fc.string(), (signed, sent, key) => {
        const signature = createHmac('sha256', key).update(signed).digest('base64')
        expect(matchesHmac(sent, signature, [key], 'base64')).toBe(Buffer.compare(signed, sent) === 0)
      }),
    )
  })
})

describe('equalsSecret', () => {
  it('finds a secret among several, whatever their lengths', () => {
    expect(equalsSecret('zweites', ['erstes', 'zweites'])).toBe(true)
    expect(equalsSecret('zweite', ['erstes', 'zweites'])).toBe(false)
  })

  it('finds nothing among none', () => {
    expect(equalsSecret('', [])).toBe(false)
  })

  it('is plain equality', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => equalsSecret(one, [other]) === (one === other)),
    )
  })
})
