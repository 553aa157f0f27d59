import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Storable, storableText } from '../../../functions/text/storable-text.ts'

const outside = fc.string({ unit: 'binary', maxLength: 200 })
const holds: Record<Storable, RegExp> = {
  unicode: /^(?:\P{Cc}|[\t\n])*$/u,
  bmp: /^[\t\n\x20-\x7e\xa0-\uffff]*$/,
  latin1: /^[\t\n\x20-\x7e\xa0-\xff]*$/,
}

describe('storableText', () => {
  it.each<[Storable, string, string]>([
    ['unicode', 'Der 🚚 kommt', 'Der 🚚 kommt'],
    ['bmp', 'Der 🚚 kommt', 'Der [U+1F69A] kommt'],
    ['bmp', 'Dvořák ❤️ „Rusalka“ …', 'Dvořák ❤️ „Rusalka“ …'],
    ['bmp', '👨‍👩‍👧', '[U+1F468][U+1F469][U+1F467]'],
    ['latin1', 'Dvořák – „Rusalka“ … 5 €', 'Dvorák - "Rusalka" ... 5 EUR'],
    ['latin1', 'Straße, 🚚, 漢', 'Straße, [U+1F69A], [U+6F22]'],
    ['latin1', 'u\u0308ber', 'über'],
  ])('for %s makes of %s: %s', (kind, text, stored) => {
    expect(storableText(text, kind).text).toBe(stored)
  })

  it('says whether something was replaced', () => {
    expect(storableText('Der 🚚', 'bmp').replaced).toBe(true)
    expect(storableText('Der 🚚', 'unicode').replaced).toBe(false)
    expect(storableText('u\u0308ber\r\n', 'latin1').replaced).toBe(false)
    expect(storableText('5 €', 'latin1').replaced).toBe(true)
  })

  it('drops control characters and keeps tabs and line breaks', () => {
    expect(storableText('a\u0000b\u001bc\td\r\ne\u0085f\u009b', 'unicode').text).toBe('abc\td\ne\nf')
  })

  it.each<Storable>(['unicode', 'bmp', 'latin1'])('holds whatever comes: %s', (kind) => {
    fc.assert(
      fc.property(outside, (text) => {
        const { text: stored, replaced } = storableText(text, kind)
        expect(stored).toMatch(holds[kind])
        expect(stored.isWellFormed()).toBe(true)
        // What was stored once is stored again as it is.
        expect(storableText(stored, kind)).toEqual({ text: stored, replaced: false })
        if (!replaced && kind !== 'latin1')
          expect(stored).toBe(text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, ''))
      }),
    )
  })
})
