import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeHeader } from '../../../../functions/destinations/webhook/encode-event.ts'

describe('encodeHeader', () => {
  it('encodes the example of the specification', () => {
    expect(encodeHeader('Euro € 😀')).toBe('Euro%20%E2%82%AC%20%F0%9F%98%80')
  })

  it('encodes quotation marks and percent signs, and leaves the rest of ASCII alone', () => {
    expect(encodeHeader('"100%"')).toBe('%22100%25%22')
    const rest = String.fromCharCode(...Array.from({ length: 0x7e - 0x20 }, (_, index) => index + 0x21))
    expect(encodeHeader(rest.replace(/["%]/g, ''))).toBe(rest.replace(/["%]/g, ''))
  })

  it('gives printable ASCII that decodes to any well-formed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(encodeHeader(text)).toMatch(/^[\x21-\x7e]*$/)
        expect(decodeURIComponent(encodeHeader(text))).toBe(text)
      }),
    )
  })
})
