import { describe, expect, it } from 'vitest'
import type { Ledger } from '../../../functions/core/ledger.ts'
import { deliverEvent } from '../../../functions/deliver/deliver-event.ts'
import { routedEvent } from '../../contracts/routed-event.ts'
import { deliverScene } from '../../support/deliver-scene.ts'

const event = routedEvent()

/** Fails to write that something was delivered. */
function forgetful(ledger: Ledger): Ledger {
  const refuse = (fields: object) => {
    if ('status' in fields && fields.status === 'delivered') throw new Error('the table is away')
  }
  return {
    ...ledger,
    async merge(kind, key, fields, sets) {
      refuse(fields)
      return ledger.merge(kind, key, fields, sets)
    },
    async replace(kind, key, row, before) {
      refuse(row)
      return ledger.replace(kind, key, row, before)
    },
  }
}

describe('the outcome of a delivery', () => {
  it('that cannot be written down is no outcome: the message comes again', async () => {
    const scene = deliverScene()
    const ports = { ...scene.ports, ledger: forgetful(scene.ports.ledger) }
    const again = deliverEvent({ event, generation: 0, receiveCount: 1 }, ports)
    await expect(again).rejects.toThrow('the table is away')
  })

  it('is written down also where the system names no id', async () => {
    const { deliver, row, calls } = deliverScene({ answers: [{ status: 'delivered' }] })
    await deliver(event)
    expect(row('delivery', event.id)).toMatchObject({ status: 'delivered' })
    await deliver(event, { receiveCount: 2 })
    expect(calls).toHaveLength(1)
  })

  it('never changes the key by which the system knows a repetition, at the tenth attempt neither', async () => {
    const { deliver, calls, pass } = deliverScene({
      answers: [{ status: 'retry', reason: 'answered 409', scope: 'message' }],
    })
    for (let receiveCount = 1; receiveCount <= 10; receiveCount++) {
      await deliver(event, { receiveCount })
      pass(3600)
    }
    expect(calls).toHaveLength(10)
    expect(new Set(calls.map(({ context }) => context.idempotencyKey))).toEqual(new Set([event.id]))
  })

  it('that is another attempt is logged with its reason, so that an operator sees why something waits', async () => {
    const { deliver, lines } = deliverScene({ answers: [{ status: 'retry', reason: 'answered 500' }] })
    await deliver(event)
    expect(lines).toContainEqual({
      code: 'retry',
      fields: { destination: 'crm', event: event.id, reason: 'answered 500' },
    })
  })

  it('ages by all of its own time: what the destination was stopped for before its first attempt is no part of it', async () => {
    const { deliver, pass } = deliverScene({
      answers: [
        { status: 'retry', reason: 'answered 500' },
        { status: 'rejected', code: 'credentials_refused', reason: 'answered 401', scope: 'destination' },
        { status: 'delivered' },
        { status: 'retry', reason: 'answered 409', scope: 'message' },
      ],
    })
    const [first, second] = ['1', '2'].map((digit) => routedEvent({ id: `evt_${digit.repeat(32)}` }))
    await deliver(first!)
    await deliver(second!)
    pass(2 * 24 * 3600)
    expect(await deliver(second!)).toBe('done')
    await deliver(event)
    pass(3 * 24 * 3600 - 1)
    expect(await deliver(event)).toMatchObject({ retryAfterSeconds: expect.any(Number) })
    pass(2)
    expect(await deliver(event)).toBe('done')
  })
})
