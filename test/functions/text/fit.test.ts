import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shorten, splitText } from '../../../functions/text/fit.ts'

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })
const graphemes = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment)
const words = (text: string) => text.split(/\s+/u).filter((word) => word !== '')

/** Words as people write them, in several scripts, with emoji of many code points and combining marks. */
const word = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((each) => each.replace(/\s/gu, 'x')),
  fc.constantFrom('Störung', '👨‍👩‍👧‍👦', '🇩🇪🇫🇷🇯🇵', 'ä̈', 'क्षत्रिय', 'محمد', '🚚🚚', 'Ende.', 'Wirklich?'),
)
const prose = fc
  .array(fc.tuple(word, fc.constantFrom(' ', ' ', ' ', '\n', '\n\n', '  ', '\r\n')), { maxLength: 60 })
  .map((parts) => parts.map((part) => part.join('')).join(''))

describe('shorten', () => {
  it('leaves a text alone that fits', () => {
    expect(shorten('Ein Satz.', 9, { mark: '…' })).toEqual({ text: 'Ein Satz.', shortened: false })
  })

  it('cuts at the end of a word nearby and marks it', () => {
    expect(shorten('Mein Fernseher ist schwarz', 24, { mark: ' …' })).toEqual({
      text: 'Mein Fernseher ist …',
      shortened: true,
    })
  })

  it('cuts inside a word where no end is near', () => {
    expect(shorten('Donaudampfschifffahrtsgesellschaft', 10, { mark: '…' }).text).toBe('Donaudamp…')
  })

  it('counts bytes where the limit is one of bytes', () => {
    const { text } = shorten('ääääää', 7, { unit: 'bytes', mark: '.' })
    expect(text).toBe('äää.')
  })

  it('never leaves half a family or half a flag', () => {
    expect(shorten('👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 15, { mark: '…' }).text).toBe('👨‍👩‍👧‍👦…')
    expect(shorten('🇩🇪🇫🇷', 7, { mark: '…' }).text).toBe('🇩🇪…')
  })

  it('leaves the mark out where it does not fit itself', () => {
    expect(shorten('schwarz', 3, { mark: ' [gekürzt]' }).text).toBe('sch')
    expect(shorten('schwarz', 0, { mark: '…' }).text).toBe('')
  })

  it('keeps to the limit and cuts between characters only', () => {
    fc.assert(
      fc.property(prose, fc.nat(200), fc.constantFrom('utf16', 'bytes'), (text, limit, unit) => {
        const size = (part: string) => (unit === 'bytes' ? Buffer.byteLength(part) : part.length)
        const result = shorten(text, limit, { unit, mark: '…' })
        expect(size(result.text)).toBeLessThanOrEqual(limit)
        expect(result.shortened).toBe(size(text) > limit)
        if (!result.shortened) expect(result.text).toBe(text)
        else {
          const kept = graphemes(result.text.replace(/…$/u, ''))
          expect(graphemes(text).slice(0, kept.length)).toEqual(kept)
        }
      }),
    )
  })

  it('is done at once with megabytes', () => {
    const text = 'Mein Fernseher ist schwarz. 👨‍👩‍👧‍👦 '.repeat(100_000)
    const begun = performance.now()
    expect(shorten(text, 1_000_000, { unit: 'bytes', mark: '…' }).shortened).toBe(true)
    expect(performance.now() - begun).toBeLessThan(2000)
  })
})

describe('splitText', () => {
  it('leaves a text whole that fits', () => {
    expect(splitText('Ein Satz.', 9)).toEqual(['Ein Satz.'])
  })

  it('cuts at paragraphs first, then sentences, then words', () => {
    expect(splitText('Erster Absatz.\n\nZweiter. Und mehr.', 26)).toEqual([
      '(1/2) Erster Absatz.',
      '(2/2) Zweiter. Und mehr.',
    ])
    expect(splitText('Ein ganzer Satz. Noch einer, länger.', 28)).toEqual([
      '(1/2) Ein ganzer Satz.',
      '(2/2) Noch einer, länger.',
    ])
    expect(splitText('eins zwei drei vier', 16)).toEqual(['(1/2) eins zwei', '(2/2) drei vier'])
  })

  it('numbers as many parts as there are', () => {
    const parts = splitText('wort '.repeat(60).trim(), 18)
    expect(parts.length).toBeGreaterThan(9)
    for (const [index, part] of parts.entries())
      expect(part.startsWith(`(${index + 1}/${parts.length}) `)).toBe(true)
  })

  it('says so where a limit leaves no room beside the numbers', () => {
    expect(() => splitText('zu lang', 6)).toThrow(RangeError)
  })

  it('keeps to the limit where one character alone is longer', () => {
    const zalgo = `a${'\u0301'.repeat(50)}`
    for (const part of splitText(zalgo, 20)) expect(part.length).toBeLessThanOrEqual(20)
    for (const part of splitText('👨‍👩‍👧‍👦'.repeat(2), 9)) expect(part.isWellFormed()).toBe(true)
  })

  it('keeps to the limit, loses no word and cuts between characters only', () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 40, max: 120 }), (text, limit) => {
        const parts = splitText(text, limit)
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit)
        const bare = parts.length === 1 ? parts : parts.map((part) => part.replace(/^\(\d+\/\d+\) /, ''))
        expect(bare.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''))
        const visible = (part: string) => graphemes(part).filter((each) => each.trim() !== '')
        expect(bare.flatMap(visible)).toEqual(visible(text))
        if (words(text).every((each) => each.length < (limit - 12) / 2))
          expect(bare.flatMap(words)).toEqual(words(text))
      }),
    )
  })

  it('is done at once with 300 kB in small parts', () => {
    const begun = performance.now()
    const parts = splitText('Mein Fernseher ist schwarz. '.repeat(11_000), 1000)
    expect(parts.length).toBeGreaterThan(300)
    expect(performance.now() - begun).toBeLessThan(2000)
  })
})
