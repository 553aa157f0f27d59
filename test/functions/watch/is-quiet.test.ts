import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isQuiet, lookBackHours } from '../../../functions/watch/is-quiet.ts'

/** Monday 2026-11-30, midnight UTC, in hours since 1970. */
const monday = Date.UTC(2026, 10, 30) / 3_600_000
const day = 24
const week = 7 * day

/** What came in each hour before `end`, as far back as anybody looks. */
function history(end: number, events: (hour: number) => number, since = end - lookBackHours) {
  const accepted = new Map<number, number>()
  for (let hour = since; hour < end; hour += 1) {
    const count = events(hour)
    if (count > 0) accepted.set(hour, count)
  }
  return accepted
}

/** Quiet from an hour on. */
const until = (begin: number, events: (hour: number) => number) => (hour: number) =>
  hour < begin ? events(hour) : 0

const hourOfDay = (hour: number) => hour % day
/** 0 is a Monday. */
const dayOfWeek = (hour: number) => Math.floor((hour - monday) / day + 700) % 7
const always = () => 20
const inTheDay = (hour: number) => (hourOfDay(hour) >= 8 && hourOfDay(hour) < 18 ? 20 : 0)
const inTheWeek = (hour: number) => (dayOfWeek(hour) < 5 ? inTheDay(hour) : 0)

/** In which hours from `begin` on it is quiet, where nothing comes any more. */
function quietHours(begin: number, count: number, events: (hour: number) => number): number[] {
  return Array.from({ length: count }, (_, index) => begin + index).filter((current) =>
    isQuiet(history(current, until(begin, events)), current),
  )
}

describe('a platform that always talks', () => {
  it('is quiet after three hours in which it is not heard, and until it is heard again', () => {
    const begin = monday + 10
    expect(quietHours(begin, 5, always)).toEqual([begin + 3, begin + 4])
    const silent = history(begin + 3, until(begin, always))
    expect(isQuiet(new Map([...silent, [begin + 3, 1]]), begin + 3)).toBe(false)
  })

  it('stays quiet for four weeks of silence, and counts as one that does not talk then', () => {
    const begin = monday + 10
    for (const hours of [3, 30, 100, 8 * day, 20 * day, 28 * day - 1])
      expect(isQuiet(history(begin + hours, until(begin, always)), begin + hours), `${hours} h`).toBe(true)
    expect(quietHours(begin + 70 * day, 2, () => 0)).toEqual([])
  })

  it('is not quiet in the hours in which it never talks', () => {
    const evening = monday + 18
    // It begins at eight, in some weeks of the year at nine by the clock that is counted here, and says enough in an hour.
    expect(quietHours(evening, 24, inTheDay).map(hourOfDay)[0]).toBe(10)
    expect(isQuiet(history(evening + 8, inTheDay), evening + 8)).toBe(false)
  })

  it('may have been silent for three days of the weeks before', () => {
    const begin = monday + 10
    const withFault = (from: number, hours: number) => (hour: number) =>
      hour >= from && hour < from + hours ? 0 : 20
    expect(quietHours(begin, 4, withFault(monday - 9 * day, 3 * day))).toEqual([begin + 3])
    expect(quietHours(begin, 4, withFault(monday - 9 * day, 5 * day))).toEqual([])
  })
})

describe('a platform that talks from Monday to Friday', () => {
  it('is quiet when it is not heard on the third such day, and not on a Saturday for that', () => {
    const found = quietHours(monday, 6 * day, inTheWeek)
    expect([dayOfWeek(found[0] ?? 0), hourOfDay(found[0] ?? 0)]).toEqual([2, 10])
    expect(quietHours(monday + 5 * day, 2 * day, inTheWeek)).toEqual([])
  })

  it.each([
    ['one holiday', 1],
    ['two in a row', 2],
  ])('is not quiet for %s, whatever day they begin on', (_what, days) => {
    for (let first = 0; first < 7; first += 1) {
      const begin = monday + first * day
      const found = Array.from({ length: days * day }, (_, index) => begin + index).filter((current) =>
        isQuiet(history(current, until(begin, inTheWeek)), current),
      )
      expect(found, `from day ${first}`).toEqual([])
    }
  })

  it('is not quiet over Easter: Friday and Monday, with the weekend between', () => {
    const friday = monday + 4 * day
    const end = friday + 4 * day
    const found = Array.from({ length: 4 * day }, (_, index) => friday + index).filter((current) =>
      isQuiet(history(current, until(friday, inTheWeek)), current),
    )
    expect(found).toEqual([])
    expect(isQuiet(history(end + 12, until(friday, inTheWeek)), end + 12)).toBe(true)
  })
})

describe('what is no silence', () => {
  const events = fc.array(fc.nat({ max: 100 }), { minLength: 24, maxLength: 200 })
  const begins = fc.integer({ min: monday, max: monday + 8 * week })

  it('is an hour after which something came', () => {
    fc.assert(
      fc.property(events, begins, (counts, current) => {
        const accepted = history(current, (hour) => counts[hour % counts.length] ?? 0)
        expect(isQuiet(new Map([...accepted, [current - 1, 1]]), current)).toBe(false)
      }),
      { numRuns: 50 },
    )
  })

  it('is a platform of which little comes: less than a dozen in any day', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 23 }),
        fc.nat({ max: 11 }),
        begins,
        fc.nat({ max: 600 }),
        (at, count, begin, after) => {
          const current = begin + after
          const accepted = history(
            current,
            until(begin, (hour) => (hourOfDay(hour) === at ? count : 0)),
          )
          expect(isQuiet(accepted, current)).toBe(false)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('is a platform that was first heard less than three weeks ago', () => {
    fc.assert(
      fc.property(
        events,
        begins,
        fc.nat({ max: 21 * day }),
        fc.nat({ max: 21 * day }),
        (counts, current, age, after) => {
          const accepted = history(
            current,
            until(current - Math.min(age, after), (hour) => 12 + (counts[hour % counts.length] ?? 0)),
            current - age,
          )
          expect(isQuiet(accepted, current)).toBe(false)
        },
      ),
      { numRuns: 50 },
    )
  })

  it.each([1, -1])('is a clock that was changed by %s h, as long as people talk', (shift) => {
    for (const talks of [inTheDay, inTheWeek]) {
      const shifted = (hour: number) => talks(hour < monday ? hour : hour + shift)
      const found = Array.from({ length: week }, (_, index) => monday + index).filter((current) =>
        isQuiet(history(current, shifted), current),
      )
      expect(found).toEqual([])
    }
  })

  it('is nothing at all ever', () => {
    expect(isQuiet(new Map(), monday)).toBe(false)
  })
})
