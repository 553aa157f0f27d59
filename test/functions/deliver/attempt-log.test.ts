import { describe, expect, it } from 'vitest'
import type { DeliveryOutcome } from '../../../functions/contracts/destination.ts'
import type { Row } from '../../../functions/core/ledger.ts'
import { withAttempt } from '../../../functions/deliver/attempt-log.ts'
import { routedEvent } from '../../contracts/routed-event.ts'
import { deliverScene } from '../../support/deliver-scene.ts'

const row: Omit<Row<'delivery'>, 'version'> = { status: 'waiting', generation: 0, attempts: 1 }
const attempt = (n: number, reason = 'answered 500') =>
  ({
    at: new Date(Date.UTC(2026, 10, 21, 12, n)).toISOString(),
    ms: 230,
    outcome: 'waiting',
    reason,
  }) as const

describe('the log of attempts', () => {
  it('stays when the event is delivered, and over a replay', async () => {
    const answers: DeliveryOutcome[] = [
      { status: 'retry', reason: 'answered 500' },
      { status: 'delivered' },
      { status: 'rejected', code: 'refused', reason: 'answered 422' },
    ]
    const event = routedEvent()
    const { deliver, row, pass } = deliverScene({ answers })
    await deliver(event)
    pass(60)
    await deliver(event, { receiveCount: 2 })
    pass(60)
    await deliver(event, { generation: 1 })
    expect(row('delivery', event.id)?.['attemptLog']).toEqual([
      { at: '2026-11-20T12:00:00.000Z', ms: 0, outcome: 'waiting', reason: 'answered 500' },
      { at: '2026-11-20T12:01:00.000Z', ms: 0, outcome: 'delivered' },
      { at: '2026-11-20T12:02:00.000Z', ms: 0, outcome: 'parked', reason: 'answered 422' },
    ])
  })

  it('keeps the last five', () => {
    const many = Array.from({ length: 9 }, (_, n) => n).reduce(
      (before, n) => withAttempt(before, attempt(n, 'x'.repeat(30))),
      row,
    )
    expect(many.attemptLog?.map(({ at }) => at)).toEqual([4, 5, 6, 7, 8].map((n) => attempt(n).at))
  })

  it('keeps the beginning of a long reason', () => {
    expect(withAttempt(row, attempt(1, 'x'.repeat(300))).attemptLog?.[0]?.reason).toHaveLength(80)
  })

  it('says once what was written twice', () => {
    expect(withAttempt(withAttempt(row, attempt(1)), attempt(1)).attemptLog).toHaveLength(1)
  })

  it.each([0, 200, 400, 650, 5000])(
    'never makes a row cost a write unit more (%i bytes of steps)',
    (size) => {
      const full: typeof row = {
        ...row,
        firstAttemptAt: attempt(0).at,
        lastAttemptAt: attempt(0).at,
        progress: { upload: 'x'.repeat(size) },
      }
      const bytes = (each: typeof row) => Buffer.byteLength(JSON.stringify(each))
      const logged = Array.from({ length: 9 }, (_, n) => n).reduce(
        (before, n) => withAttempt(before, attempt(n, 'ü'.repeat(90))),
        full,
      )
      expect(bytes(logged)).toBeLessThanOrEqual(Math.max(bytes(full), 700))
    },
  )
})
