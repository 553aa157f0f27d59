import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapLimited } from '../../../functions/core/map-limited.ts'

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('mapLimited', () => {
  it('gives the results in the order of the items, with as many under way as it may and never more', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(5), { maxLength: 20 }),
        fc.integer({ min: 1, max: 6 }),
        async (turns, limit) => {
          let running = 0
          let maxRunning = 0
          const results = await mapLimited(turns, limit, async (count) => {
            running += 1
            maxRunning = Math.max(maxRunning, running)
            for (let at = 0; at < count; at++) await turn()
            running -= 1
            return count * 2
          })
          expect(results).toEqual(turns.map((count) => count * 2))
          expect(maxRunning).toBeLessThanOrEqual(limit)
          if (turns.every((count) => count > 0)) expect(maxRunning).toBe(Math.min(limit, turns.length))
        },
      ),
    )
  })

  it('begins nothing further once one has failed, and fails when what is under way has ended', async () => {
    const begun: string[] = []
    const ended: string[] = []
    const mapped = mapLimited(['long', 'fails', 'next', 'last'], 2, async (item) => {
      begun.push(item)
      await turn()
      if (item === 'fails') throw new Error('the store is away')
      await turn()
      ended.push(item)
    })
    await expect(mapped).rejects.toThrow('the store is away')
    expect(begun).toEqual(['long', 'fails'])
    expect(ended).toEqual(['long'])
  })
})
