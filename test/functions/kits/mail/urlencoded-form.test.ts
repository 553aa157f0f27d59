import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readUrlencoded } from '../../../../functions/kits/mail/urlencoded-form.ts'

const read = (text: string) =>
  readUrlencoded(Buffer.from(text, 'latin1')).map(({ name, bytes }) => [
    name,
    Buffer.from(bytes).toString('utf8'),
  ])

it('reads what URLSearchParams writes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }))),
      (pairs) => {
        const written = new URLSearchParams(pairs)
        expect(read(String(written))).toEqual([...written])
      },
    ),
  )
})

it('keeps bytes that are no UTF-8', () => {
  expect([...(readUrlencoded(Buffer.from('a=%E4%ff'))[0]?.bytes ?? [])]).toEqual([0xe4, 0xff])
})

it.each([
  ['', []],
  ['&&', []],
  ['a', [['a', '']]],
  ['=b', [['', 'b']]],
  ['a=b=c', [['a', 'b=c']]],
  ['a=%zz%4', [['a', '%zz%4']]],
])('reads "%s" as %j', (text, expected) => {
  expect(read(text)).toEqual(expected)
})

it('refuses more fields than any mail has', () => {
  expect(() => readUrlencoded(Buffer.from('a=1&'.repeat(1001)))).toThrow(
    expect.objectContaining({ code: 'form_too_many_parts' }),
  )
})
