import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeliveryOutcome } from '../../../functions/contracts/destination.ts'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { routedEvent } from '../../contracts/routed-event.ts'
import { deliverScene } from '../../support/deliver-scene.ts'

const numbered = (n: number): RoutedEvent => routedEvent({ id: `evt_${String(n).padStart(32, '0')}` })
const poison = numbered(666)
const delivered: DeliveryOutcome = { status: 'delivered' }
const failing: DeliveryOutcome = { status: 'retry', reason: 'answered 500' }
const day = 24 * 3600

/** A destination whose answers are set, not scripted. */
function answering(answerTo: (event: RoutedEvent) => DeliveryOutcome) {
  const current = { answerTo }
  const scene = deliverScene({ answers: [(event) => current.answerTo(event)] })
  return { ...scene, current, isOpen: () => scene.row('breaker', '')?.['open'] === true }
}

/** Fails all, then takes all that is not poisoned. */
const poisoned = (event: RoutedEvent) => (event.id === poison.id ? failing : delivered)

describe('a run of failures', () => {
  it('stops the destination: five in a row, of two messages at least', async () => {
    const { deliver, isOpen, lines, counts } = answering(() => failing)
    for (const n of [1, 2, 1, 2]) expect(await deliver(numbered(n))).not.toEqual({ retryAfterSeconds: 17 })
    expect(isOpen()).toBe(false)
    expect(await deliver(numbered(1))).toEqual({ retryAfterSeconds: 17 })
    expect(isOpen()).toBe(true)
    expect(lines.at(-1)).toEqual({
      code: 'destination_stopped',
      fields: { destination: 'crm', reason: 'answered 500', probes: 0 },
    })
    expect(counts.get('DestinationStopped')).toBe(1)
  })

  it('is counted across functions that fail at the same moment', async () => {
    const { deliver, isOpen } = answering(() => failing)
    await Promise.all([1, 2, 3, 4, 5].map((n) => deliver(numbered(n))))
    expect(isOpen()).toBe(true)
  })

  it('is none where it is always the same message', async () => {
    const { deliver, isOpen } = answering(() => failing)
    for (let n = 0; n < 50; n++) await deliver(poison)
    expect(isOpen()).toBe(false)
  })

  it.each([
    ['a success', delivered],
    ['a refusal of one message', { status: 'rejected', code: 'refused', reason: 'answered 422' } as const],
  ])('is ended by %s', async (_, answer) => {
    const { deliver, isOpen, current } = answering(() => failing)
    for (const n of [1, 2, 3, 4]) await deliver(numbered(n))
    current.answerTo = () => answer
    await deliver(numbered(9))
    current.answerTo = () => failing
    for (const n of [5, 6, 7, 8]) await deliver(numbered(n))
    expect(isOpen()).toBe(false)
  })

  it('does not count what concerns one message, nor what throttles at one rate', async () => {
    const { deliver, isOpen, current } = answering(() => ({ ...failing, scope: 'message' }))
    for (const n of [1, 2, 3, 4, 5, 6]) await deliver(numbered(n))
    current.answerTo = () => ({ ...failing, throttled: true })
    await Promise.all([1, 2, 3, 4, 5, 6].map((n) => deliver(numbered(n), { receiveCount: 2 })))
    expect(isOpen()).toBe(false)
  })

  it('is one where the destination throttles at every rate, and nobody ages while it lasts', async () => {
    const { deliver, pass, isOpen, current, row } = answering(() => ({
      status: 'retry',
      reason: 'answered 503',
      afterSeconds: 120,
      throttled: true,
    }))
    let receiveCount = 0
    for (let minutes = 0; minutes < 5 * 24 * 60; minutes += 10) {
      receiveCount += 1
      // Another one is the first each time.
      for (const n of [0, 1, 2])
        expect(await deliver(numbered(1 + ((receiveCount + n) % 3)), { receiveCount })).not.toBe('done')
      pass(600)
    }
    expect(isOpen()).toBe(true)
    current.answerTo = () => delivered
    pass(3600)
    for (const n of [1, 2, 3]) {
      // It is still slowed down.
      pass(60)
      expect(await deliver(numbered(n), { receiveCount: receiveCount + 1 })).toBe('done')
      expect(row('delivery', numbered(n).id)).toMatchObject({ status: 'delivered' })
    }
  })

  it('costs no write as long as nothing fails', async () => {
    const { deliver, row } = answering(() => delivered)
    for (const n of [1, 2, 3]) await deliver(numbered(n))
    expect(row('breaker', '')).toBeUndefined()
    expect(row('pace', '')).toBeUndefined()
  })

  it('leaves the waiting messages their age', async () => {
    const { deliver, pass, current, row } = answering(() => failing)
    for (const n of [1, 2, 3, 4, 5]) await deliver(numbered(n))
    for (let hours = 0; hours < 24 * 10; hours++) {
      pass(3600)
      await deliver(numbered(1 + (hours % 5)))
    }
    current.answerTo = () => delivered
    pass(3600)
    for (const n of [1, 2, 3, 4, 5]) expect(await deliver(numbered(n))).toBe('done')
    for (const n of [1, 2, 3, 4, 5])
      expect(row('delivery', numbered(n).id)).toMatchObject({ status: 'delivered' })
  })
})

describe('a lone message that fails for an hour', () => {
  it('counts as a stopped destination, and nobody ages or waits by it', async () => {
    const { deliver, pass, isOpen, current, row } = answering(() => failing)
    let verdict = await deliver(poison)
    for (let seconds = 0; seconds < 10 * day && verdict !== 'done'; ) {
      pass(verdict.retryAfterSeconds)
      seconds += verdict.retryAfterSeconds
      verdict = await deliver(poison)
    }
    expect(isOpen()).toBe(true)
    current.answerTo = poisoned
    expect(await deliver(numbered(1))).toBe('done')
    expect(isOpen()).toBe(false)
    // From now on it is its own fault.
    for (let seconds = 0; seconds < 2.9 * day; seconds += 900) {
      pass(900)
      expect(await deliver(poison)).not.toBe('done')
      await deliver(numbered(2 + seconds))
      expect(isOpen()).toBe(false)
    }
    pass(0.2 * day)
    expect(await deliver(poison)).toBe('done')
    expect(row('parked', poison.id)).toMatchObject({ code: 'expired' })
  })
})

describe('a message that always fails', () => {
  it('stops nothing once others have got through, and is parked after its own three days', async () => {
    const { deliver, pass, isOpen, row } = answering(poisoned)
    let n = 0
    let seconds = 0
    let verdict = await deliver(poison)
    while (verdict !== 'done') {
      pass(verdict.retryAfterSeconds)
      seconds += verdict.retryAfterSeconds
      if (n < 1000) expect(await deliver(numbered(n++))).toBe('done')
      verdict = await deliver(poison)
      expect(isOpen()).toBe(false)
    }
    expect(row('parked', poison.id)).toMatchObject({ code: 'expired' })
    expect(seconds).toBeLessThan(3 * day + 1350)
  })

  it('keeps nothing stopped: the first other message that comes lets all flow', async () => {
    const { deliver, pass, isOpen, current } = answering(() => failing)
    for (const n of [1, 2, 3, 4]) await deliver(numbered(n))
    await deliver(poison)
    expect(isOpen()).toBe(true)
    current.answerTo = poisoned
    pass(15)
    expect(await deliver(numbered(7))).toBe('done')
    expect(isOpen()).toBe(false)
    for (const n of [1, 2]) {
      pass(5 * n)
      await deliver(poison)
    }
    expect(isOpen()).toBe(false)
  })

  it('says nothing about the destination, whatever company it has', async () => {
    const steps = fc.array(fc.record({ which: fc.nat(3), seconds: fc.nat(100) }), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const bad = new Set([0, 1].map((n) => numbered(n).id))
        const { deliver, pass, isOpen } = answering(({ id }) => (bad.has(id) ? failing : delivered))
        for (const n of [0, 1]) await deliver(numbered(n))
        pass(1)
        await deliver(numbered(100))
        for (const [index, { which, seconds }] of plan.entries()) {
          pass(1 + seconds)
          await deliver(numbered(which < 2 ? which : 200 + index))
          expect(isOpen()).toBe(false)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('a message whose refusal looks like the destination’s', () => {
  const forbidden: DeliveryOutcome = {
    status: 'rejected',
    code: 'credentials_refused',
    reason: 'answered 403',
    scope: 'destination',
  }

  it('stops nobody, and is parked the third time, where others are answered between', async () => {
    const { deliver, pass, isOpen, row } = answering(({ id }) => (id === poison.id ? forbidden : delivered))
    let n = 0
    for (let times = 1; times < 3; times++) {
      expect(await deliver(poison)).toEqual({ retryAfterSeconds: 15 })
      expect(isOpen()).toBe(false)
      pass(1)
      expect(await deliver(numbered(n++))).toBe('done')
      pass(14)
    }
    expect(await deliver(poison)).toBe('done')
    expect(isOpen()).toBe(false)
    expect(row('parked', poison.id)).toMatchObject({
      code: 'credentials_refused',
      reason: 'answered 403; refused 3 times, while others for this destination were answered in between',
    })
  })

  it('is not parked while nothing gets through, however often it is the probe', async () => {
    const { deliver, pass, isOpen, row } = answering(() => forbidden)
    await deliver(poison)
    for (let probe = 0; probe < 100; probe++) {
      pass(1000)
      expect(await deliver(poison)).not.toBe('done')
    }
    expect(isOpen()).toBe(true)
    expect(row('delivery', poison.id)).toMatchObject({ refusals: 1, attempts: 0 })
  })

  it('lets others try while it is the only one, and the first that gets through ends the stop', async () => {
    const { deliver, pass, isOpen } = answering(({ id }) => (id === poison.id ? forbidden : delivered))
    for (let times = 0; times < 9; times++) {
      await deliver(poison)
      pass(300)
    }
    expect(isOpen()).toBe(true)
    expect(await deliver(numbered(1))).toBe('done')
    expect(isOpen()).toBe(false)
  })

  it('stops the destination once five messages are refused in a row, none of which is parked', async () => {
    const { deliver, pass, isOpen, calls, current } = answering(() => forbidden)
    for (const n of [1, 2, 3, 4, 5]) expect(await deliver(numbered(n))).not.toBe('done')
    expect(isOpen()).toBe(true)
    expect(await deliver(numbered(6))).toEqual({ retryAfterSeconds: 15 })
    expect(calls).toHaveLength(5)
    current.answerTo = () => delivered
    pass(15)
    expect(await deliver(numbered(6))).toBe('done')
    for (const n of [1, 2, 3, 4, 5]) expect(await deliver(numbered(n))).toBe('done')
  })

  it('is never parked for others that got through where none did: 500, then 429, then 401 only', async () => {
    const answers: DeliveryOutcome[] = [
      { status: 'retry', reason: 'answered 500', uncertain: true },
      { status: 'retry', reason: 'answered 429', throttled: true },
    ]
    const refused: DeliveryOutcome = { ...forbidden, reason: 'answered 401' }
    const { deliver, pass, isOpen, rows } = answering(() => answers.shift() ?? refused)
    const due = new Map([
      [1, 0],
      [2, 0],
    ])
    for (let second = 0; second < 3600; second++) {
      for (const [n, at] of due)
        if (at <= second) {
          const verdict = await deliver(numbered(n))
          if (verdict === 'done') throw new Error(`${n} is done after ${second} s`)
          due.set(n, second + verdict.retryAfterSeconds)
        }
      pass(1)
    }
    expect(isOpen()).toBe(true)
    expect([...rows.keys()].filter((key) => key.startsWith('parked'))).toEqual([])
  })

  it('is not parked for connections that come and go', async () => {
    const unreachable: DeliveryOutcome = { status: 'retry', reason: 'ECONNREFUSED', scope: 'destination' }
    const { deliver, pass } = answering(({ id }) => (id === poison.id ? unreachable : delivered))
    for (let n = 0; n < 20; n++) {
      expect(await deliver(poison)).not.toBe('done')
      pass(15)
      await deliver(numbered(n))
      pass(2)
    }
  })
})
