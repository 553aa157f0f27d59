import { expect, it } from 'vitest'
import { virtualDelivery } from '../../support/virtual-delivery.ts'

const hour = 3600 * 1000
const failing = 3

it('what waits behind three messages that fail for three days each is delivered, for it has not failed itself', async () => {
  const poison = new Set<string>()
  const stand = virtualDelivery({
    concurrency: 2,
    pollMs: 1000,
    answer: ({ id }) => ({
      outcome: poison.has(id) ? { status: 'retry', reason: 'answered 500' } : { status: 'delivered' },
      afterMs: 10,
    }),
  })
  for (let n = 0; n < failing; n++) poison.add(stand.send('one', n))
  const behind = stand.send('one', failing)
  // Others get through meanwhile, so that it is no stop.
  for (let n = 0; n < 10 * 24 * 4; n++) stand.at((n * hour) / 4, () => stand.send(`other ${n}`, 1000 + n))
  await stand.run(12 * 24 * hour, () => stand.settled.has(behind))
  expect(stand.delivered.map(({ id }) => id)).toContain(behind)
  expect(stand.parked().map(({ code }) => code)).toEqual(Array.from({ length: failing }, () => 'expired'))
  expect(stand.receipts.max).toBeLessThan(900)
})
