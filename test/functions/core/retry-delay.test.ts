import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { retryDelay } from '../../../functions/core/retry-delay.ts'

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('retryDelay', () => {
  it('is at least a second and at most 2, 4, 8 … seconds, up to the cap', async () => {
    await fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), random, (attempt, value) => {
        const delay = retryDelay(attempt, undefined, 900, () => value)
        expect(delay).toBeGreaterThanOrEqual(1)
        expect(delay).toBeLessThanOrEqual(Math.min(900, 2 ** attempt))
        expect(Number.isInteger(delay)).toBe(true)
      }),
    )
  })

  it('is between 20 and 22.5 minutes after an hour, so that those behind keep their receipts', async () => {
    await fc.assert(
      fc.property(fc.integer({ min: 17, max: 1000 }), random, (attempt, value) => {
        const delay = retryDelay(attempt, undefined, 900, () => value)
        expect(delay).toBeGreaterThan(1200)
        expect(delay).toBeLessThanOrEqual(1350)
      }),
    )
  })

  it('never comes before the receiver asked for it, even beyond the cap', async () => {
    await fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(100_000), random, (attempt, asked, value) => {
        expect(retryDelay(attempt, asked, 900, () => value)).toBeGreaterThanOrEqual(asked)
      }),
    )
    expect(retryDelay(1, 86_400, 900, () => 0)).toBe(86_400)
    expect(retryDelay(1, 0.2, 900, () => 0)).toBe(1)
  })

  it('backs off from a receiver that keeps asking for one second', () => {
    expect(retryDelay(12, 1, 900, () => 0.5)).toBe(450)
  })
})
