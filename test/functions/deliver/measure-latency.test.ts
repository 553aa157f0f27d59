import { describe, expect, it } from 'vitest'
import { latencyMs } from '../../../functions/deliver/measure-latency.ts'
import { routedEvent } from '../../contracts/routed-event.ts'
import { deliverScene } from '../../support/deliver-scene.ts'

const now = new Date('2026-11-20T12:00:00.000Z')
const day = 24 * 3600 * 1000
const at = (
  ms: number,
  occurredAtSource: 'platform' | 'sender' | 'notification' | 'received' = 'platform',
) => ({
  occurredAt: new Date(now.getTime() - ms).toISOString(),
  occurredAtSource,
})

describe('the latency of a contact', () => {
  it.each(['platform', 'sender', 'notification'] as const)(
    'counts from the time that its %s tells',
    (source) => {
      expect(latencyMs(at(90_000, source), now, day)).toBe(90_000)
    },
  )

  it('is not known where nobody told a time', () => {
    expect(latencyMs(at(90_000, 'received'), now, day)).toBeUndefined()
  })

  it('is nothing where the platform’s clock is ahead of ours', () => {
    expect(latencyMs(at(-5000), now, day)).toBe(0)
  })

  it('is left out where it would be longer than anything waits here: that clock is wrong', () => {
    expect(latencyMs(at(day), now, day)).toBe(day)
    expect(latencyMs(at(day + 1), now, day)).toBeUndefined()
    expect(latencyMs({ ...at(0), occurredAt: '1970-01-01T00:00:00Z' }, now, day)).toBeUndefined()
    expect(latencyMs({ ...at(0), occurredAt: 'yesterday' }, now, day)).toBeUndefined()
  })

  it('is counted by platform, at delivery alone and once', async () => {
    const event = routedEvent({ ...at(5000), platform: 'reviews' })
    const { deliver, measured, pass } = deliverScene({
      answers: [{ status: 'retry', reason: 'HTTP 500' }, { status: 'delivered' }],
    })
    await deliver(event)
    expect(measured).toEqual([])
    pass(60)
    await deliver(event)
    await deliver(event)
    expect(measured).toEqual([{ metric: 'Latency-reviews', ms: 65_000 }])
    await deliver(event, { generation: 1 })
    expect(measured).toHaveLength(1)
  })
})
