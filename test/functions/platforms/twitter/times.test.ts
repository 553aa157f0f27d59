import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { occurrence, readInstant } from '../../../../functions/platforms/twitter/times.ts'

describe('readInstant', () => {
  it.each([
    ['1747663306158', '2025-05-19T14:01:46.158Z'],
    [1522082006140, '2018-03-26T16:33:26.140Z'],
    ['Mon May 19 14:01:46 +0000 2025', '2025-05-19T14:01:46.000Z'],
    ['2026-07-24T21:05:48.000Z', '2026-07-24T21:05:48.000Z'],
    ['2026-07-23T23:44:05+02:00', '2026-07-23T21:44:05.000Z'],
  ])('reads %s', (given, instant) => {
    expect(readInstant(given)).toBe(instant)
  })

  it.each([
    undefined,
    null,
    '',
    '0',
    0,
    -1,
    1e300,
    '99999999999999999',
    'yesterday',
    {},
    '2026-13-45T00:00:00Z',
  ])('reads no time from %j', (given) => {
    expect(readInstant(given)).toBeUndefined()
  })

  it('gives nothing but instants', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.double(), fc.maxSafeNat(), fc.stringMatching(/^\d{1,20}$/)),
        (given) => {
          const instant = readInstant(given)
          if (instant !== undefined) expect(z.iso.datetime().safeParse(instant).success).toBe(true)
        },
      ),
    )
  })
})

describe('occurrence', () => {
  it('prefers the time of the thing to that of its notification, and that to our clock', () => {
    expect(occurrence('r', 'p', 'n')).toEqual({ occurredAt: 'p', occurredAtSource: 'platform' })
    expect(occurrence('r', undefined, 'n')).toEqual({ occurredAt: 'n', occurredAtSource: 'notification' })
    expect(occurrence('r', undefined)).toEqual({ occurredAt: 'r', occurredAtSource: 'received' })
  })
})
