import { expect, it } from 'vitest'
import { inTurn, quantile, ratios, slope, spreadOf } from './statistics.ts'

it('says the median with its quartiles, of an even number of values too', () => {
  expect(spreadOf([5, 1, 3, 2, 4])).toEqual({ median: 3, low: 2, high: 4 })
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, low: 1.75, high: 3.25 })
  expect(spreadOf([7])).toEqual({ median: 7, low: 7, high: 7 })
})

it('names the value that 99 of a hundred do not exceed', () => {
  expect(
    quantile(
      Array.from({ length: 101 }, (_, index) => index),
      0.99,
    ),
  ).toBeCloseTo(99)
})

it('compares round by round, so that a slow round slows both', () => {
  expect(ratios([2, 20, 4], [1, 10, 2])).toEqual([2, 2, 2])
})

it('finds growth in spite of noise, and none where there is none', () => {
  const noisy = [0, 1, 2, 3, 4].map((x) => ({ x, y: 10 + 3 * x + (x % 2 === 0 ? 0.5 : -0.5) }))
  expect(slope(noisy)).toBeCloseTo(3, 0)
  expect(slope([1, 2, 3].map((x) => ({ x, y: 5 })))).toBe(0)
  expect(slope([{ x: 1, y: 5 }])).toBe(0)
})

it('measures everything in every round, and begins with another one each time', async () => {
  const order: string[] = []
  const note = (name: string) => async (round: number) => {
    order.push(name)
    return round
  }
  const measured = await inTurn(3, { a: note('a'), b: note('b'), c: note('c') })
  expect(order.join('')).toBe('abcbcacab')
  expect(measured).toEqual({ a: [0, 1, 2], b: [0, 1, 2], c: [0, 1, 2] })
})
