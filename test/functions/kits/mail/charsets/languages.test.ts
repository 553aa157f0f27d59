import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../../../functions/kits/mail/charsets/decode-text.ts'
import { encodeText } from './encode-text.ts'
import { languages } from './languages.ts'

const wrongLabels =
  'iso-8859-1 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-7 iso-8859-9 iso-8859-15 iso-8859-16 windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 koi8-r cp850 cp437 macintosh shift_jis cp932 gb2312 gbk gb18030 big5 euc-kr euc-jp iso-2022-jp iso-2022-kr hz-gb-2312 us-ascii utf-7 x-unknown'.split(
    ' ',
  )

const dosPage = /^cp[78]\d\d$/

describe.each(Object.entries(languages))('%s', (_, { texts, charsets }) => {
  const words = [...new Set([...texts, ...texts.flatMap((text) => text.split(' '))])]

  it.each(charsets)('under the right label %s is read letter by letter', (charset) => {
    // In a code page of MS-DOS, two letters can be one of UTF-8 with nothing beside it to tell.
    const wrong = (dosPage.test(charset) ? texts : words).flatMap((text) => {
      const bytes = encodeText(text, charset)
      if (bytes === undefined) return []
      const read = decodeText(bytes, charset)
      return read === text ? [] : [{ text, read }]
    })
    expect(wrong).toEqual([])
    expect(texts.some((text) => encodeText(text, charset) !== undefined)).toBe(true)
  })

  it.each(wrongLabels)('in UTF-8 under the label %s is read as UTF-8', (label) => {
    const wrong = words.flatMap((text) => {
      const read = decodeText(Buffer.from(text), label)
      return read === text ? [] : [{ text, read }]
    })
    expect(wrong).toEqual([])
  })
})

describe('text that says no charset', () => {
  const guessed: [language: string, charset: string][] = [
    ['Traditional Chinese', 'big5'],
    ['Chinese', 'gb2312'],
    ['Japanese', 'shift_jis'],
    ['Japanese of Unix', 'euc-jp'],
    ['Korean', 'euc-kr'],
    ['Russian', 'windows-1251'],
    ['Russian', 'koi8-r'],
  ]

  it.each(guessed)('in %s is read as %s', (language, charset) => {
    const text = languages[language]?.texts[0] ?? ''
    const bytes = encodeText(`${text}\nTel. 0221 12345\n`, charset) ?? new Uint8Array()
    for (const label of ['us-ascii', 'utf-8', 'x-unknown', undefined])
      expect(decodeText(bytes, label)).toBe(`${text}\nTel. 0221 12345\n`)
  })

  it.each(Object.entries(languages))('in %s is never taken for another script', (_, { texts }) => {
    const wrong = texts.flatMap((text) => {
      const bytes = encodeText(text, 'windows-1252')
      const read = bytes && decodeText(bytes, 'us-ascii')
      // The one pair that meets: nothing but it tells.
      return bytes === undefined || read === text || isUtf8(bytes) ? [] : [{ text, read }]
    })
    expect(wrong).toEqual([])
  })
})

describe('words of random letters', () => {
  const single =
    'windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1257 iso-8859-2 iso-8859-5 iso-8859-15 koi8-r cp850 macintosh'

  it.each(single.split(' '))(
    'in %s, with quotes, dashes and no-break spaces behind them, are exact',
    (charset) => {
      const all = decodeText(
        Uint8Array.from({ length: 256 }, (_, at) => at),
        charset,
      )
      const letters = [...all].filter(
        (each) => each.toLowerCase() === each && each > '\x7f' && letter.test(each),
      )
      const word = fc
        .array(fc.constantFrom(...letters, ...'aeinrst'), { minLength: 2, maxLength: 8 })
        .map((each) => each.join(''))
      const end = fc.constantFrom(' ', ', ', '“ ', '” ', '’ ', '» ', ' – ', '\u00a0', '…\n', '– ')
      const text = fc
        .array(fc.tuple(word, end), { minLength: 4, maxLength: 12 })
        .map((each) => each.flat().join(''))
      fc.assert(
        fc.property(text, (written) => {
          const bytes = encodeText(written, charset)
          if (bytes !== undefined && !isUtf8(bytes)) expect(decodeText(bytes, charset)).toBe(written)
        }),
        { numRuns: 300 },
      )
    },
  )

  it('in UTF-8 are exact under any label', () => {
    const letter = fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz') },
      { weight: 1, arbitrary: fc.constantFrom(...'äöüßéèçñąęłśżčřšžěůőășțıışğ') },
    )
    const word = fc.array(letter, { minLength: 3, maxLength: 9 }).map((letters) => letters.join(''))
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 3, maxLength: 9 }),
        fc.constantFrom(...wrongLabels),
        (words, label) => {
          const text = words.join(' ')
          // Hardly a letter without a mark is no language of Europe, and may be Chinese.
          fc.pre((text.match(/[a-z]/g) ?? []).length >= text.length / 3)
          // Nor are they where marks stand in a row of three or more oftener than alone or by two.
          const rows = (text.match(/[^a-z ]+/g) ?? []).map((marked) => marked.length)
          fc.pre(rows.filter((length) => length > 2).length * 2 <= rows.length)
          expect(decodeText(Buffer.from(text), label)).toBe(text)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('keep their UTF-8 where one byte of another charset is among them', () => {
    expect(
      decodeText(
        Buffer.concat([Buffer.from('Grüße für Köln, schön '), Buffer.of(0x96), Buffer.from(' ü')]),
        'iso-8859-1',
      ),
    ).toBe('Grüße für Köln, schön – ü')
  })
})

const letter = /^\p{L}$/u

function isUtf8(bytes: Uint8Array): boolean {
  return !Buffer.from(bytes).toString().includes('\ufffd')
}
