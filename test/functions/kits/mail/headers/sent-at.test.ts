import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSentAt } from '../../../../../functions/kits/mail/headers/sent-at.ts'

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

describe('zones as programs write them', () => {
  it.each([
    ['Mon, 5 Oct 2026 09:12:33 GMT+0200', '2026-10-05T07:12:33.000Z'],
    ['Mon, 5 Oct 2026 09:12:33 GMT+02:00', '2026-10-05T07:12:33.000Z'],
    ['Mon, 5 Oct 2026 09:12:33 +02:00', '2026-10-05T07:12:33.000Z'],
    ['Mon, 5 Oct 2026 09:12:33 0200', '2026-10-05T07:12:33.000Z'],
    ['Mon, 5 Oct 2026 09:12:33 UTC+2', '2026-10-05T07:12:33.000Z'],
    ['Mon, 5 Oct 2026 09:12:33 UTC -03:30', '2026-10-05T12:42:33.000Z'],
    ['Mon, 5 Oct 2026 09:12:33 +0200 (CEST)', '2026-10-05T07:12:33.000Z'],
    ['Mon, 5 Oct 2026 09:12:33 JST', '2026-10-05T00:12:33.000Z'],
    ['Mon, 5 Oct 2026 09:12:33 BST', '2026-10-05T08:12:33.000Z'],
    ['Mon, 5 Oct 2026 09:12:33 IST', '2026-10-05T03:42:33.000Z'],
    ['Mon, 5 Oct 2026 09:12:33 PM +0200', '2026-10-05T19:12:33.000Z'],
    ['Mon, 5 Oct 2026 12:05 am +0200', '2026-10-04T22:05:00.000Z'],
    ['Mon, 5 Oct 2026 15:05 PM Z', '2026-10-05T15:05:00.000Z'],
    ['October 5, 2026 9:12 PM +0200', '2026-10-05T19:12:00.000Z'],
    ['Mon Oct  5 09:12:33 CEST 2026', '2026-10-05T07:12:33.000Z'],
    ['Mon Oct  5 09:12:33 2026', '2026-10-05T09:12:33.000Z'],
    ['2026-10-05 09:12:33 +0200', '2026-10-05T07:12:33.000Z'],
    ['2026-10-05T09:12:33.5+02:00', '2026-10-05T07:12:33.500Z'],
  ])('%s is %s', (date, instant) => {
    expect(readSentAt(date)).toBe(instant)
  })

  it.each(['QQQT', '+9900', '2026', '+0275'])('of another sort, %s, are no time', (zone) => {
    expect(readSentAt(`Mon, 5 Oct 2026 09:12:33 ${zone}`)).toBeUndefined()
  })
})
