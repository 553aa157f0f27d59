import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeliveryOutcome } from '../../../functions/contracts/destination.ts'
import { deliverEvent } from '../../../functions/deliver/deliver-event.ts'
import { routedEvent } from '../../contracts/routed-event.ts'
import { deliverScene } from '../../support/deliver-scene.ts'

const event = routedEvent()
const delivered: DeliveryOutcome = { status: 'delivered' }
const asked = (iso: string) => new Date(iso)
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** A destination that answers when it is told to. */
function slowScene(...answers: DeliveryOutcome[]) {
  const pending: ((outcome: DeliveryOutcome) => void)[] = []
  const slow = () => new Promise<DeliveryOutcome>((resolve) => pending.push(resolve))
  return {
    ...deliverScene({ answers: [slow, ...answers] }),
    answer: (outcome: DeliveryOutcome) => pending[0]?.(outcome),
  }
}

describe('two functions with one message', () => {
  it('send it once: the second comes back, and finds it delivered', async () => {
    const { deliver, calls, answer } = slowScene(delivered)
    const first = deliver(event)
    await turn()
    expect(await deliver(event, { receiveCount: 2 })).toEqual({ retryAfterSeconds: 10 })
    answer(delivered)
    expect(await first).toBe('done')
    expect(await deliver(event, { receiveCount: 3 })).toBe('done')
    expect(calls).toHaveLength(1)
  })

  it('that start at the same moment send it once', async () => {
    const { deliver, calls } = deliverScene()
    const verdicts = await Promise.all([1, 2, 3].map((receiveCount) => deliver(event, { receiveCount })))
    expect(calls).toHaveLength(1)
    expect(verdicts).toContain('done')
  })

  it('that have the very same receipt in the same millisecond send it once', async () => {
    const { ports, calls } = deliverScene()
    const numbers = [0.25, 0.75]
    const delivery = { event, generation: 0, receiveCount: 1 }
    await Promise.all(numbers.map((number) => deliverEvent(delivery, { ...ports, random: () => number })))
    expect(calls).toHaveLength(1)
  })

  it('send it anew only once the first can no longer be sending, and look for it first', async () => {
    const looked: string[] = []
    const { deliver, calls, pass } = deliverScene({
      answers: [() => new Promise(() => {}), delivered],
      timeoutSeconds: 25,
      findExisting: async ({ id }) => {
        looked.push(id)
        return undefined
      },
    })
    void deliver(event)
    await turn()
    pass(84)
    expect(await deliver(event, { receiveCount: 2 })).toEqual({ retryAfterSeconds: 1 })
    pass(1)
    expect(await deliver(event, { receiveCount: 3 })).toBe('done')
    expect({ looked, calls: calls.length }).toEqual({ looked: [event.id], calls: 2 })
  })

  it('do not undo each other: who comes late with a failure leaves it delivered', async () => {
    const { deliver, row, pass, answer } = slowScene(delivered)
    const late = deliver(event)
    await turn()
    pass(100)
    expect(await deliver(event, { receiveCount: 2 })).toBe('done')
    answer({ status: 'retry', reason: 'answered 500' })
    await late
    expect(row('delivery', event.id)).toMatchObject({ status: 'delivered' })
  })

  it('do not undo each other, however closely the failure follows the delivery', async () => {
    const { deliver, ports, rows, row, pass, answer } = slowScene(delivered)
    const late = deliver(event)
    await turn()
    pass(100)
    const { read } = ports.ledger
    const key = `delivery#crm#${event.id}`
    rows.set(key, { ...rows.get(key), version: 7 })
    Object.assign(ports.ledger, {
      async read(...input: Parameters<typeof read>) {
        const found = await read(...input)
        if (input[0] === 'delivery') rows.set(key, { ...rows.get(key), status: 'delivered', version: 9 })
        return found
      },
    })
    answer({ status: 'retry', reason: 'answered 500' })
    await late
    expect(row('delivery', event.id)).toMatchObject({ status: 'delivered' })
  })

  it('do not undo each other: who comes late with a failure leaves it parked', async () => {
    const { deliver, row, pass, answer } = slowScene({
      status: 'rejected',
      code: 'refused',
      reason: 'answered 422',
    })
    const late = deliver(event)
    await turn()
    pass(100)
    expect(await deliver(event, { receiveCount: 2 })).toBe('done')
    answer({ status: 'retry', reason: 'answered 500' })
    await late
    expect(row('delivery', event.id)).toMatchObject({ status: 'parked' })
  })

  it('know a delivery that comes late', async () => {
    const { deliver, row, pass, answer } = slowScene({ status: 'retry', reason: 'answered 500' })
    const late = deliver(event)
    await turn()
    pass(100)
    await deliver(event, { receiveCount: 2 })
    answer({ status: 'delivered', remote: { ticket: 'T-1' } })
    expect(await late).toBe('done')
    expect(row('delivery', event.id)).toMatchObject({ status: 'delivered', remote: { ticket: 'T-1' } })
  })

  it('send nothing where the right to send could not be written', async () => {
    const { deliver, calls, process } = deliverScene()
    process.plan({ at: 6, when: 'before' })
    await expect(deliver(event)).rejects.toThrow('the process died')
    expect(calls).toHaveLength(0)
  })

  it('does not take its own claim, whose answer was lost, for another’s', async () => {
    const { ports, rows, deliver, calls } = deliverScene()
    const { ledger } = ports
    let lost = false
    Object.assign(ledger, {
      replace: (
        (replace) =>
        async (...input: Parameters<typeof replace>) => {
          const written = await replace(...input)
          if (lost || input[0] !== 'delivery') return written
          lost = true
          return undefined
        }
      )(ledger.replace),
    })
    expect(await deliver(event)).toBe('done')
    expect(calls).toHaveLength(1)
    expect(rows.get(`delivery#crm#${event.id}`)).toMatchObject({ status: 'delivered' })
  })
})

describe('a replay that was asked for while the original waited', () => {
  it.each(['the original', 'the replay'])('is one delivery with it, whoever is first: %s', async (first) => {
    const { deliver, calls, pass, row } = deliverScene()
    const replay = { generation: 1, sentAt: asked('2026-11-20T12:00:00.000Z') }
    const both = first === 'the original' ? [{}, replay] : [replay, {}]
    pass(60)
    for (const told of both) expect(await deliver(event, told)).toBe('done')
    expect(calls).toHaveLength(1)
    // The next replay needs a higher number, or the queue would swallow it.
    expect(row('delivery', event.id)).toMatchObject({ status: 'delivered', generation: 1 })
  })

  it('waits while the original is under way', async () => {
    const { deliver, calls, answer } = slowScene(delivered)
    const original = deliver(event)
    await turn()
    const replay = { generation: 1, sentAt: asked('2026-11-20T12:00:00.000Z') }
    expect(await deliver(event, replay)).toEqual({ retryAfterSeconds: 10 })
    answer(delivered)
    expect(await original).toBe('done')
    expect(await deliver(event, { ...replay, receiveCount: 2 })).toBe('done')
    expect(calls).toHaveLength(1)
  })

  it('is sent where the original was parked, and a replay of what was delivered is sent again', async () => {
    const { deliver, calls, pass } = deliverScene({
      answers: [{ status: 'rejected', code: 'refused', reason: 'answered 422' }, delivered],
    })
    await deliver(event)
    expect(await deliver(event, { generation: 1, sentAt: asked('2026-11-20T11:59:00.000Z') })).toBe('done')
    pass(60)
    expect(await deliver(event, { generation: 2, sentAt: asked('2026-11-20T12:00:30.000Z') })).toBe('done')
    expect(calls.map(({ context }) => context.idempotencyKey)).toEqual([event.id, event.id, event.id])
  })

  it('comes to one delivery with whatever functions have it, in whatever order they run', async () => {
    const steps = fc.array(
      fc.record({ generation: fc.nat(2), seconds: fc.nat(30), answer: fc.constantFrom('ok', 'no', 'late') }),
      { minLength: 3, maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const pending: (() => void)[] = []
        let taken = 0
        const scene = deliverScene({
          answers: [
            () => {
              const how = plan[scene.calls.length - 1]?.answer ?? 'ok'
              if (how === 'no') return { status: 'retry', reason: 'answered 409', scope: 'message' }
              taken += 1
              if (how === 'ok') return delivered
              return new Promise((resolve) => pending.push(() => resolve(delivered)))
            },
          ],
        })
        const runs: Promise<unknown>[] = []
        for (const [index, { generation, seconds }] of plan.entries()) {
          const told = { generation, receiveCount: 1 + index, sentAt: asked('2026-11-20T12:00:00.000Z') }
          runs.push(scene.deliver(event, told))
          for (let n = 0; n < 3; n++) await turn()
          scene.pass(Math.min(seconds, 5))
          if (seconds > 20) for (const answer of pending.splice(0)) answer()
        }
        for (const answer of pending.splice(0)) answer()
        await Promise.all(runs)
        expect(taken).toBeLessThanOrEqual(1)
      }),
      { numRuns: 200 },
    )
  })
})
