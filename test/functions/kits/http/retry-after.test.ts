import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { retryAfter } from '../../../../functions/kits/http/retry-after.ts'

const now = new Date('2026-11-21T10:00:00.250Z')
const wait = (headers: Record<string, string>, status = 429) =>
  retryAfter({ status, headers: new Headers(headers) }, now)

describe('retryAfter', () => {
  it.each([
    ['0', 0],
    ['120', 120],
    [' 7 ', 7],
    ['1.2', 2],
    ['Sat, 21 Nov 2026 10:01:30 GMT', 90],
    ['Saturday, 21-Nov-26 10:01:30 GMT', 90],
    ['Sat Nov 21 10:01:30 2026', 90],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
  ])('reads Retry-After: %s', (value, seconds) => {
    expect(wait({ 'retry-after': value })).toBe(seconds)
  })

  it.each(['', 'soon', '-5', '1e3', '2026-11-21', 'Sat, 99 Nov 2026 10:01:30 GMT', 'Monday'])(
    'knows nothing from Retry-After: %j',
    (value) => {
      expect(wait({ 'retry-after': value })).toBeUndefined()
    },
  )

  it.each([
    [{ 'x-ratelimit-reset': String(Date.UTC(2026, 10, 21, 10, 1) / 1000) }, 60],
    [{ 'x-ratelimit-reset': String(Date.UTC(2026, 10, 21, 9) / 1000) }, 0],
    [{ 'x-ratelimit-reset': '30' }, 30],
    [{ 'ratelimit-reset': '44' }, 44],
    [{ 'ratelimit-reset': 'later' }, undefined],
    [{ 'retry-after': '5', 'x-ratelimit-reset': '30', 'ratelimit-reset': '44' }, 5],
    [{ 'retry-after': 'soon', 'ratelimit-reset': '44' }, 44],
    [{ 'zendesk-ratelimit-tickets-update': 'total=100; remaining=0; resets=58' }, 58],
    [{ 'zendesk-ratelimit-tickets-update': 'total=100; remaining=7; resets=58' }, undefined],
    [
      {
        'zendesk-ratelimit-search-index': 'total=100; remaining=0; resets=12',
        'zendesk-ratelimit-tickets-update': 'total=100; remaining=0; resets=58',
      },
      58,
    ],
    [{ 'zendesk-ratelimit-tickets-update': 'soon' }, undefined],
    [
      { 'ratelimit-reset': '44', 'zendesk-ratelimit-tickets-update': 'total=100; remaining=0; resets=58' },
      58,
    ],
    [
      { 'ratelimit-reset': '44', 'zendesk-ratelimit-tickets-update': 'total=100; remaining=9; resets=58' },
      44,
    ],
  ])('reads %j', (headers, seconds) => {
    expect(wait(headers)).toBe(seconds)
  })

  it('leaves the reset headers of other answers alone', () => {
    expect(wait({ 'x-ratelimit-reset': '30', 'ratelimit-reset': '44' }, 500)).toBeUndefined()
    expect(wait({ 'retry-after': '30' }, 500)).toBe(30)
  })

  it('gives whole seconds from zero, or nothing, for any header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (value) => {
        const seconds = wait({ 'retry-after': value })
        expect(seconds === undefined || (Number.isInteger(seconds) && seconds >= 0)).toBe(true)
      }),
    )
  })
})
