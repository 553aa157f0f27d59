import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { id, text, time, webAddress } from '../../../../functions/kits/meta/fields.ts'

describe('id', () => {
  it.each([
    ['4711_777', '4711_777'],
    [4711, '4711'],
    [0, '0'],
    ['10203040506070809', '10203040506070809'],
    ['mid.$cAAFnKHM6z25j0Nk5H1dn5P6whgpU', 'mid.$cAAFnKHM6z25j0Nk5H1dn5P6whgpU'],
  ])('takes %j', (given, expected) => {
    expect(id.parse(given)).toBe(expected)
  })

  it.each([
    '',
    ' 1',
    'ä',
    '1\n',
    '\u0000',
    '\ud83d',
    'x'.repeat(513),
    -1,
    1.5,
    1e300,
    Number.NaN,
    null,
    [],
    ['1'],
    {},
    true,
  ])('refuses %j', (given) => {
    expect(id.safeParse(given).success).toBe(false)
  })
})

describe('time', () => {
  it.each([
    [1_795_203_801, '2026-11-20T19:43:21.000Z'],
    [1_795_203_801_250, '2026-11-20T19:43:21.250Z'],
    ['1527459824', '2018-05-27T22:23:44.000Z'],
    [1_100_000_000, '2004-11-09T11:33:20.000Z'],
  ])('reads %j', (given, expected) => {
    expect(new Date(time.parse(given) ?? Number.NaN).toISOString()).toBe(expected)
  })

  it.each([undefined, null, 0, -5, 1.5, 4_102_444_800_000, 1e300, '', 'gestern', '1e9', [], {}, true])(
    'leaves %j out',
    (given) => {
      expect(time.parse(given)).toBeUndefined()
    },
  )

  it('never gives a time that is no date', () => {
    fc.assert(
      fc.property(fc.anything(), (given) => {
        const milliseconds = time.parse(given)
        if (milliseconds !== undefined) expect(new Date(milliseconds).toISOString()).toMatch(/^20|^19/)
      }),
    )
  })
})

describe('text and webAddress', () => {
  it('take null, nothing and an empty text for missing', () => {
    for (const missing of [null, undefined, '']) expect(text.parse(missing)).toBeUndefined()
  })

  it.each(['https://www.facebook.com/4711_777', 'HTTP://example.org/ü?a=b#c'])('keep %j', (address) => {
    expect(webAddress.parse(address)).toBe(address)
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//example.org',
    'https://',
    'https://a b',
    'https://a\u0007',
  ])('leave %j out', (address) => {
    expect(webAddress.parse(address)).toBeUndefined()
  })
})
