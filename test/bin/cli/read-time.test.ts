import { expect, it } from 'vitest'
import { readTime } from '../../../bin/cli/read-time.ts'

const now = new Date('2026-11-21T12:00:00.000Z')

it.each([
  ['90m', '2026-11-21T10:30:00.000Z'],
  ['2h', '2026-11-21T10:00:00.000Z'],
  ['7d', '2026-11-14T12:00:00.000Z'],
  ['0m', '2026-11-21T12:00:00.000Z'],
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20T19:40', '2026-11-20T19:40:00.000Z'],
  ['2026-11-20T19:40:30.5Z', '2026-11-20T19:40:30.500Z'],
  ['2026-11-20T19:40+01:00', '2026-11-20T18:40:00.000Z'],
])('reads %s, in UTC unless it names a zone', (text, iso) => {
  expect(readTime('--from', text, now)?.toISOString()).toBe(iso)
})

it.each(['tomorrow', 'constructor', '2w', '', '2026-13-01', '20.11.2026', '-2h'])(
  'refuses %j and says what to give',
  (text) => {
    expect(() => readTime('--from', text, now)).toThrow(`--from is "${text}": give a time such as 2h`)
  },
)

it.each([
  ['today', 0],
  ['yesterday', -1],
])('begins %s at midnight here, as the console does', (text, days) => {
  const midnight = new Date(now)
  midnight.setHours(0, 0, 0, 0)
  midnight.setDate(midnight.getDate() + days)
  expect(readTime('--from', text, now)).toEqual(midnight)
})

it('leaves open what is not given', () => {
  expect(readTime('--from', undefined, now)).toBeUndefined()
})
