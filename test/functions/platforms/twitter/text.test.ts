import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readableText } from '../../../../functions/platforms/twitter/text.ts'

const link = { short: 'https://t.co/abc', expanded: 'https://example.net/?a=1&lt=2&amp;b' }
const longer = { short: 'https://t.co/abcd', expanded: 'https://example.net/longer' }
const read = (text: string, media: string[] = []) => readableText(text, [link, longer], new Set(media))

describe('readableText', () => {
  it('expands links wherever they stand, after emoji too', () => {
    expect(read('🚚🚚 https://t.co/abc 👍 https://t.co/abc')).toBe(
      `🚚🚚 ${link.expanded} 👍 ${link.expanded}`,
    )
  })

  it('does not take a link for the beginning of another', () => {
    expect(read('https://t.co/abcd')).toBe(longer.expanded)
  })

  it('keeps a link of which nothing is told', () => {
    expect(read('https://t.co/unknown')).toBe('https://t.co/unknown')
  })

  it('unescapes the three characters that X escapes, once', () => {
    expect(read('&lt;b&gt; &amp;amp; &amp;lt; &quot; &')).toBe('<b> &amp; &lt; &quot; &')
  })

  it('does not unescape what stands in a link', () => {
    expect(read('https://t.co/abc')).toBe(link.expanded)
  })

  it('leaves out the link to a medium that is attached', () => {
    expect(read('Schwarz https://t.co/abcd', ['https://t.co/abcd'])).toBe('Schwarz')
  })

  it('changes nothing else', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.nat(0x10ffff).map((point) => String.fromCodePoint(point)) }),
        (text) => {
          fc.pre(!text.includes('&') && !text.includes('t.co/'))
          expect(read(text)).toBe(text.trim())
        },
      ),
    )
  })

  it('gives back what was escaped', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('&', '<', '>', 'a', 'm', 'p', 'l', 't', ';', '🚚') }),
        (text) => {
          const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
          expect(read(escaped)).toBe(text)
        },
      ),
    )
  })
})
