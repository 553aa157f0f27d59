import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readSentAt } from '../../../functions/mail/sent-at.ts'

it.each([
  ['Fri, 20 Nov 2026 10:00:00 +0100', '2026-11-20T09:00:00.000Z'],
  ['20 Nov 2026 10:00 GMT', '2026-11-20T10:00:00.000Z'],
  ['Fri, 07 Oct 1994 16:15:05 -0700 (PDT)', '1994-10-07T23:15:05.000Z'],
  ['Fri, 20 Nov 26 10:00:00 EST', '2026-11-20T15:00:00.000Z'],
  ['Fri, 20 Nov 2026 10:00:00 MEZ', '2026-11-20T09:00:00.000Z'],
  ['Fr, 20 Dez 2026 10.00.00 +0100', '2026-12-20T09:00:00.000Z'],
  ['Fri, 20 Nov 2026 10:00:60 -0000', '2026-11-20T10:00:59.000Z'],
  ['2026-11-20T10:00:00+01:00', '2026-11-20T09:00:00.000Z'],
  ['Fri, 31 Feb 2026 10:00:00 +0100', undefined],
  ['Fri, 20 Nov 2026 25:00:00 +0100', undefined],
  ['gestern', undefined],
  ['2026-11-20', undefined],
  ['', undefined],
  [`Fri, 20 Nov 2026 10:00:00 +0100${' '.repeat(300)}`, undefined],
])('reads the date %s', (date, instant) => {
  expect(readSentAt(date)).toBe(instant)
})

it('reads what any mail program writes, and never fails', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1980-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
      (date) => {
        const whole = new Date(Math.floor(date.getTime() / 1000) * 1000)
        expect(readSentAt(whole.toUTCString())).toBe(whole.toISOString())
      },
    ),
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readSentAt(text) ?? '').toMatch(/Z$|^$/)
    }),
  )
})
