import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MalformedPayload } from '../../../functions/core/errors.ts'
import { parseJson, parseOwnJson, toEscapedJson } from '../../../functions/core/json.ts'

describe('parseOwnJson', () => {
  it('reads back whatever was written, as text and as bytes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = toEscapedJson(value)
        const read = JSON.parse(JSON.stringify(value))
        expect(parseOwnJson(text)).toEqual(read)
        expect(parseOwnJson(new TextEncoder().encode(text))).toEqual(read)
      }),
    )
  })

  it.each([
    ['not_utf8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['not_json', '{"a":'],
  ])('says %s of what is none, as parseJson does', (code, source) => {
    expect(() => parseOwnJson(source)).toThrow(expect.objectContaining({ name: 'MalformedPayload', code }))
  })
})

describe('parseJson', () => {
  it('keeps every digit of whole numbers beyond 2^53', () => {
    expect(parseJson('{"id": 10203040506070809, "low": -90071992547409931}')).toEqual({
      id: '10203040506070809',
      low: '-90071992547409931',
    })
  })

  it('leaves all other numbers numbers', () => {
    const text = '[0, -1, 9007199254740991, 1.5, 1e3, 1e300, 49.50]'
    expect(parseJson(text)).toEqual(JSON.parse(text))
  })

  it('keeps digits in lists and deep inside', () => {
    expect(parseJson('{"a":[{"b":[9007199254740993]}]}')).toEqual({ a: [{ b: ['9007199254740993'] }] })
  })

  it('reads bytes, with and without a byte order mark', () => {
    expect(parseJson(new TextEncoder().encode('\ufeff{"text":"Grüße 🚚"}'))).toEqual({ text: 'Grüße 🚚' })
  })

  it('keeps U+FFFF, NUL and half a surrogate pair', () => {
    expect(parseJson('"\\uffff\\u0000\\ud83d"')).toBe('\uffff\u0000\ud83d')
  })

  it('reads a key named __proto__ as a key like any other', () => {
    const value = parseJson('{"__proto__": {"admin": true}}')
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.keys(value as object)).toEqual(['__proto__'])
  })

  it.each([
    ['not_utf8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['not_utf8', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)],
    ['not_json', ''],
    ['not_json', '{'],
    ['not_json', "{'a': 1}"],
    ['not_json', '[1,]'],
    ['not_json', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('refuses with %s', (code, source) => {
    expect(() => parseJson(source)).toThrow(expect.objectContaining({ code, name: 'MalformedPayload' }))
  })

  it('quotes nothing of the body in its message', () => {
    try {
      parseJson('{"text": "Änne wohnt in der Hauptstraße 7"')
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedPayload)
      expect(String(error)).not.toContain('Änne')
    }
  })

  it('reads whatever JSON.stringify writes, and only refuses what it cannot read', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        expect(JSON.stringify(parseJson(text), numbersToText)).toBe(
          JSON.stringify(JSON.parse(text), numbersToText),
        )
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        try {
          parseJson(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedPayload)
        }
      }),
    )
  })
})

describe('toEscapedJson', () => {
  it('escapes what a queue might refuse, astral characters too', () => {
    expect(toEscapedJson('a\u0001\uffff🚚ü')).toBe('"a\\u0001\\uffff\\ud83d\\ude9aü"')
  })

  it('is plain to every queue and parses to the same value', () => {
    const text = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) })
    fc.assert(
      fc.property(fc.dictionary(text, fc.array(text)), (value) => {
        const json = toEscapedJson(value)
        expect(json).toMatch(/^[\x20-\uD7FF\uE000-\uFFFD]*$/)
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})

/** Whole numbers beyond 2^53 are equal to their digits. */
function numbersToText(_key: string, value: unknown): unknown {
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? `${value}`
    : value
}
