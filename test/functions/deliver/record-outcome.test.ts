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

  const quoting = 'the phone of Änne Grün is missing'
  it.each([undefined, 'destination' as const])(
    'that is a refusal of scope %s is kept with what was said to it, which stands nowhere but by the event',
    async (scope) => {
      const refused = {
        status: 'rejected' as const,
        code: 'refused',
        reason: 'answered 422',
        response: quoting,
      }
      const { deliver, rows, objects, remarks, lines, stepLines, counts, pass } = deliverScene({
        answers: [{ ...refused, ...(scope && { scope }) }],
      })
      for (let receiveCount = 1; receiveCount <= 3; receiveCount += 1) {
        await deliver(event, { receiveCount })
        pass(60)
        const health = rows.get('breaker#crm')
        if (health)
          rows.set('breaker#crm', { ...health, open: false, answeredAt: '2026-11-20T23:00:00.000Z' })
      }
      const [key = ''] = objects.keys()
      expect([...remarks]).toEqual([[key, quoting]])
      expect(key).toBe(`parked/crm/${event.id}.json`)
      const elsewhere = [[...rows], lines, stepLines, [...counts]]
      expect(JSON.stringify(elsewhere)).not.toContain('phone of')
    },
  )

  it.each(['erased', 'deleted'] as const)(
    'that is a refusal of what was %s quotes nobody: the destination may know the words still',
    async (withheld) => {
      const { deliver, objects, remarks } = deliverScene({
        answers: [{ status: 'rejected', code: 'refused', reason: 'answered 422', response: quoting }],
      })
      await deliver({ ...event, message: { id: 'facebook:777_10', attachments: [], withheld } })
      expect([objects.size, remarks.size]).toEqual([1, 0])
    },
  )

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
