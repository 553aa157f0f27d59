import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeliveryOutcome } from '../../../../functions/contracts/destination.ts'
import type { RoutedEvent } from '../../../../schemas/contact-event.ts'
import { routedEvent } from '../../../contracts/routed-event.ts'
import { deliverScene, type Scene } from '../../../support/deliver-scene.ts'

const numbered = (n: number): RoutedEvent => routedEvent({ id: `evt_${String(n).padStart(32, '0')}` })
const delivered: DeliveryOutcome = { status: 'delivered' }
const throttled: DeliveryOutcome = { status: 'retry', reason: 'answered 429', throttled: true }
const throttledFor = (afterSeconds: number): DeliveryOutcome => ({ ...throttled, afterSeconds })

function throttling(scene: Scene = {}) {
  const stand = deliverScene({ answers: [throttled, delivered], ...scene })
  return { ...stand, rate: () => stand.row('breaker', '')?.['perSecond'] }
}

describe('requests per second', () => {
  it('cost nothing where no limit is known', async () => {
    const { deliver, rows, sleeps } = deliverScene()
    for (const n of [1, 2, 3]) await deliver(numbered(n))
    expect([...rows.keys()].filter((key) => !key.startsWith('delivery'))).toEqual([])
    expect(sleeps).toEqual([])
  })

  it.each([
    ['the deployment', { requestsPerSecond: 2 }],
    ['the adapter', { adapterRequestsPerSecond: 2 }],
    ['the stricter of both', { requestsPerSecond: 50, adapterRequestsPerSecond: 2 }],
  ])('are kept as %s says', async (_, limits) => {
    const { deliver, sleeps, calls } = deliverScene(limits)
    for (const n of [1, 2, 3, 4]) expect(await deliver(numbered(n))).toBe('done')
    expect(sleeps).toEqual([500, 500, 500])
    expect(calls).toHaveLength(4)
  })

  it('send a message back to the queue where its turn is further away than a function should wait', async () => {
    const { deliver, sleeps, calls, pass, rows } = deliverScene({ requestsPerSecond: 0.1 })
    await deliver(numbered(1))
    expect(await deliver(numbered(2))).toEqual({ retryAfterSeconds: 10 })
    expect(await deliver(numbered(3))).toEqual({ retryAfterSeconds: 20 })
    expect({ sleeps, calls: calls.length }).toEqual({ sleeps: [], calls: 1 })
    // Nothing is burnt.
    expect(rows.has(`delivery#crm#${numbered(2).id}`)).toBe(false)
    pass(10)
    expect(await deliver(numbered(2), { receiveCount: 2 })).toBe('done')
  })

  it('let a message that was sent back wait longer in the function than one that has just come', async () => {
    const { deliver, sleeps } = deliverScene({ requestsPerSecond: 0.5 })
    await deliver(numbered(1))
    expect(await deliver(numbered(2))).toEqual({ retryAfterSeconds: 2 })
    expect(await deliver(numbered(3), { receiveCount: 2 })).toBe('done')
    expect(sleeps).toEqual([2000])
  })

  it('do not hold up the probe of a stopped destination', async () => {
    const down: DeliveryOutcome = { status: 'retry', reason: 'no answer', scope: 'destination' }
    const { deliver, pass, sleeps } = deliverScene({ requestsPerSecond: 0.01, answers: [down, delivered] })
    await deliver(numbered(1))
    pass(15)
    expect(await deliver(numbered(2))).toBe('done')
    expect(sleeps).toEqual([])
  })
})

describe('a destination that throttles', () => {
  it('gets half of its limit', async () => {
    const { deliver, rate, row, lines } = throttling({ requestsPerSecond: 8 })
    expect(await deliver(numbered(1))).toEqual({ retryAfterSeconds: 1 })
    expect(rate()).toBe(4)
    expect(row('delivery', numbered(1).id)).toMatchObject({ attempts: 1, status: 'waiting' })
    expect(lines.at(-1)).toEqual({
      code: 'destination_throttles',
      fields: { destination: 'crm', perSecond: 4 },
    })
  })

  it('gets half of what was sent, where it has no limit', async () => {
    const { deliver, rate, pass } = throttling({
      answers: [delivered, delivered, delivered, delivered, throttled],
    })
    for (const n of [1, 2, 3, 4, 5]) {
      await deliver(numbered(n))
      pass(0.5)
    }
    // Five in two seconds, by one of five functions.
    expect(rate()).toBe(6.25)
  })

  it('gets half once for all that were under way', async () => {
    const { deliver, rate } = throttling({ requestsPerSecond: 1000, answers: [throttled] })
    await Promise.all([1, 2, 3, 4, 5].map((n) => deliver(numbered(n))))
    expect(rate()).toBe(500)
  })

  it('gets half again where it still throttles, one request in ten seconds in the end', async () => {
    let throttles = true
    const answer = () => (throttles ? throttled : delivered)
    const { deliver, rate, pass } = throttling({ requestsPerSecond: 8, answers: [answer] })
    const rates: unknown[] = []
    for (let n = 0; n < 9; n++) {
      for (throttles of [true, false]) {
        pass(20)
        await deliver(numbered(n))
      }
      rates.push(rate())
    }
    expect(rates).toEqual([4, 2, 1, 0.5, 0.25, 0.125, 0.1, 0.1, 0.1])
  })

  it('recovers by steps, a minute of success each, and is then not paced any more', async () => {
    const { deliver, rate, pass, row } = throttling({ requestsPerSecond: 8 })
    await deliver(numbered(0))
    const rates: unknown[] = []
    for (let n = 1; n <= 8; n++) {
      pass(31)
      await deliver(numbered(n))
      rates.push(rate())
    }
    expect(rates).toEqual([4, 5, 5, 6.25, 6.25, 7.8125, 7.8125, undefined])
    expect(row('breaker', '')).not.toHaveProperty('perSecondBefore')
  })

  it('recovers to what it had before the first of several halvings', async () => {
    const { deliver, rate, pass } = throttling({
      requestsPerSecond: 8,
      answers: [throttled, throttled, delivered],
    })
    await deliver(numbered(0))
    pass(5)
    await deliver(numbered(1))
    const rates: unknown[] = []
    for (let n = 2; rates.at(-1) !== undefined || n === 2; n++) {
      pass(61)
      await deliver(numbered(n))
      rates.push(rate())
    }
    expect(rates).toEqual([2.5, 3.125, 3.90625, 4.8828125, 6.103515625, 7.62939453125, undefined])
  })

  it('is asked by no message before it wants to be', async () => {
    const { deliver, pass, calls } = throttling({ answers: [throttledFor(60), delivered] })
    expect(await deliver(numbered(1))).toEqual({ retryAfterSeconds: 60 })
    pass(10)
    // One after the other, at the new rate of 2.5 a second.
    expect(await deliver(numbered(2))).toEqual({ retryAfterSeconds: 50 })
    expect(await deliver(numbered(3))).toEqual({ retryAfterSeconds: 51 })
    expect(calls).toHaveLength(1)
    pass(51)
    expect(await deliver(numbered(2), { receiveCount: 2 })).toBe('done')
  })

  it('is asked again after an hour, whatever date it named', async () => {
    const { deliver, pass } = throttling({ answers: [throttledFor(10_000_000), delivered] })
    await deliver(numbered(1))
    pass(3601)
    expect(await deliver(numbered(2))).toBe('done')
  })

  it('keeps the later of two times that it named', async () => {
    const { deliver, row } = throttling({ answers: [throttledFor(600), throttledFor(5)] })
    await Promise.all([deliver(numbered(1)), deliver(numbered(2))])
    expect(row('breaker', '')).toMatchObject({ quietUntil: '2026-11-20T12:10:00.000Z' })
  })

  it('is slowed down, not stopped', async () => {
    const { deliver, row, counts } = throttling({ requestsPerSecond: 1000, answers: [throttled] })
    await Promise.all(Array.from({ length: 10 }, (_, n) => deliver(numbered(n))))
    expect(row('breaker', '')).toMatchObject({ open: false })
    expect(counts.has('DestinationStopped')).toBe(false)
  })

  it('keeps what it has learned over a stop', async () => {
    const refused: DeliveryOutcome = { status: 'rejected', code: 'no', reason: '401', scope: 'destination' }
    const { deliver, rate, pass } = throttling({ answers: [throttled, refused, delivered] })
    await deliver(numbered(1))
    const learned = rate()
    pass(5)
    await deliver(numbered(2))
    pass(15)
    await deliver(numbered(2))
    expect(rate()).toBe(learned)
  })

  it('is never given less than the least nor more than its limit, whatever it answers', async () => {
    const steps = fc.array(fc.record({ throttles: fc.boolean(), seconds: fc.nat(200) }), { maxLength: 80 })
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 1000 }), async (plan, limit) => {
        let throttles = false
        const { deliver, rate, pass } = throttling({
          requestsPerSecond: limit,
          answers: [() => (throttles ? throttled : delivered)],
        })
        for (const [n, step] of plan.entries()) {
          throttles = step.throttles
          pass(step.seconds)
          await deliver(numbered(n))
          expect(rate() ?? limit).toBeGreaterThanOrEqual(0.1)
          expect(rate() ?? limit).toBeLessThanOrEqual(limit)
        }
      }),
      { numRuns: 100 },
    )
  })
})
