import { afterEach, describe, expect, it } from 'vitest'
import { duration, localTime } from '../../../bin/cli/local-time.ts'
import { readTime } from '../../../bin/cli/read-time.ts'

const zone = process.env['TZ']
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

describe('localTime', () => {
  it.each([
    ['Europe/Berlin', '2026-11-21T20:43:05+01:00'],
    ['America/St_Johns', '2026-11-21T16:13:05-03:30'],
    ['Asia/Kolkata', '2026-11-22T01:13:05+05:30'],
    ['UTC', '2026-11-21T19:43:05+00:00'],
  ])('is of the zone %s, and a time that --from takes', (name, expected) => {
    process.env['TZ'] = name
    const told = localTime('2026-11-21T19:43:05.123Z')
    expect(told).toBe(expected)
    expect(readTime('--from', told, new Date())).toEqual(new Date('2026-11-21T19:43:05Z'))
  })

  it('leaves what is no time as it is', () => {
    expect(localTime('')).toBe('')
  })
})

describe('duration', () => {
  it.each([
    [0, '0 ms'],
    [340, '340 ms'],
    [4100, '4.1 s'],
    [59_999, '59.9 s'],
    [180_000, '3 min'],
    [594_000, '9 min'],
    [3_599_000, '59 min'],
    [5_400_000, '1 h'],
    [18_000_000, '5 h'],
    [259_200_000, '3 d'],
  ])('of %i milliseconds is %s', (ms, expected) => {
    expect(duration(ms)).toBe(expected)
  })
})
