import { describe, expect, it } from 'vitest'
import type { DeliveryOutcome } from '../../../../functions/contracts/destination.ts'
import type { RoutedEvent } from '../../../../schemas/contact-event.ts'
import { routedEvent } from '../../../contracts/routed-event.ts'
import { deliverScene, type Scene } from '../../../support/deliver-scene.ts'

const numbered = (n: number): RoutedEvent => routedEvent({ id: `evt_${String(n).padStart(32, '0')}` })
const refused: DeliveryOutcome = {
  status: 'rejected',
  code: 'credentials_refused',
  reason: 'answered 401',
  scope: 'destination',
}
const unreachable: DeliveryOutcome = {
  status: 'retry',
  reason: 'no answer: ECONNREFUSED',
  scope: 'destination',
}
const delivered: DeliveryOutcome = { status: 'delivered' }
const failing: DeliveryOutcome = { status: 'retry', reason: 'answered 500' }

async function stopped(outcome: DeliveryOutcome, ...answers: NonNullable<Scene['answers']>) {
  const scene = deliverScene({ answers: [outcome, ...answers] })
  const verdict = await scene.deliver(numbered(1))
  return { ...scene, verdict }
}

describe('a stopped destination', () => {
  it('cannot be reached: nothing is parked, and nothing else is sent', async () => {
    const { deliver, calls, verdict, rows, row, counts, pass } = await stopped(unreachable, delivered)
    // Two seconds after the others: it may be the cause.
    expect(verdict).toEqual({ retryAfterSeconds: 17 })
    pass(5)
    expect(await deliver(numbered(2))).toEqual({ retryAfterSeconds: 10 })
    expect(calls).toHaveLength(1)
    expect([...rows.keys()].filter((key) => key.startsWith('parked'))).toEqual([])
    expect(row('delivery', numbered(1).id)?.['attempts'] ?? 0).toBe(0)
    expect(row('delivery', numbered(2).id)).toBeUndefined()
    expect(row('breaker', '')).toMatchObject({ open: true, since: '2026-11-20T12:00:00.000Z', probes: 0 })
    // Every message that finds it stopped says so again: the alarm goes on ringing.
    expect(counts.get('DestinationStopped')).toBe(2)
  })

  it('lets one message through as a probe, and only one at a time', async () => {
    let answer: (outcome: DeliveryOutcome) => void = () => {}
    const hanging = () =>
      new Promise<DeliveryOutcome>((resolve) => {
        answer = resolve
      })
    const { deliver, calls, pass } = await stopped(unreachable, hanging, delivered)
    pass(15)
    const probe = deliver(numbered(2))
    expect(await Promise.all([deliver(numbered(3)), deliver(numbered(4))])).toEqual([
      { retryAfterSeconds: 15 },
      { retryAfterSeconds: 15 },
    ])
    await new Promise((resolve) => setImmediate(resolve))
    // The probe may take its whole time-out of 20 seconds.
    pass(19)
    expect(await deliver(numbered(5))).toEqual({ retryAfterSeconds: 33 })
    expect(calls).toHaveLength(2)
    answer(delivered)
    expect(await probe).toBe('done')
    expect(await deliver(numbered(3))).toBe('done')
  })

  it('sends no second probe while the first may still wait, however short the intervals', async () => {
    const scene = deliverScene({ answers: [unreachable, () => new Promise(() => {})], retryCapSeconds: 5 })
    await scene.deliver(numbered(1))
    scene.pass(5)
    void scene.deliver(numbered(2))
    await new Promise((resolve) => setImmediate(resolve))
    scene.pass(20)
    expect(await scene.deliver(numbered(3))).toEqual({ retryAfterSeconds: 2 })
    expect(scene.calls).toHaveLength(2)
  })

  it('is probed again where the probe’s process died', async () => {
    const { deliver, process, calls, pass } = await stopped(unreachable, delivered)
    pass(15)
    // delivery, breaker, replace, message, suppression, ticket, claim, then the adapter.
    process.plan({ at: 7, when: 'before' })
    await expect(deliver(numbered(2))).rejects.toThrow('the process died')
    process.plan()
    pass(30)
    expect(await deliver(numbered(3))).toBe('done')
    expect(calls).toHaveLength(2)
  })

  it('is probed less and less often by one conversation alone, every twenty minutes in the end', async () => {
    const { deliver, pass, row } = await stopped(unreachable, unreachable)
    const waits: number[] = []
    for (let probe = 0; probe < 9; probe++) {
      pass(waits.at(-1) ?? 15)
      const verdict = await deliver(numbered(2))
      if (verdict !== 'done') waits.push(verdict.retryAfterSeconds)
    }
    expect(waits).toEqual([32, 45, 88, 171, 334, 651, 1270, 1283, 1283])
    expect(row('breaker', '')).toMatchObject({ since: '2026-11-20T12:00:00.000Z', probes: 1 })
    expect(row('delivery', numbered(2).id)).toMatchObject({ attempts: 0 })
  })

  it('is left alone until the time that it asked for, but for an hour at most', async () => {
    const asking = (afterSeconds: number): DeliveryOutcome => ({
      status: 'retry',
      reason: 'answered 429',
      scope: 'destination',
      afterSeconds,
    })
    const { verdict, deliver, pass, calls } = await stopped(asking(600), asking(10_000_000))
    expect(verdict).toEqual({ retryAfterSeconds: 602 })
    pass(599)
    expect(await deliver(numbered(2))).toEqual({ retryAfterSeconds: 570 })
    expect(calls).toHaveLength(1)
    pass(1)
    expect(await deliver(numbered(2))).toEqual({ retryAfterSeconds: 3602 })
  })

  it.each([
    ['takes the probe', delivered, 'done'],
    [
      'refuses the probe for its own sake',
      { status: 'rejected', code: 'refused', reason: 'no' } as const,
      'done',
    ],
  ])('flows again where it %s', async (_, outcome, expected) => {
    const { deliver, pass, row, lines } = await stopped(unreachable, outcome, delivered)
    pass(60)
    expect(await deliver(numbered(2))).toBe(expected)
    expect(row('breaker', '')).toMatchObject({ open: false, stoppedMs: 60_000 })
    expect(lines.at(-1)?.code ?? '').toMatch(/destination_resumed|parked/)
    expect(await deliver(numbered(3))).toBe('done')
  })

  it('stays stopped where the probe comes to nothing, and the probe does not age by it', async () => {
    const { deliver, pass, row } = await stopped(unreachable, failing, delivered)
    pass(15)
    expect(await deliver(numbered(2))).toEqual({ retryAfterSeconds: 32 })
    expect(row('breaker', '')).toMatchObject({ open: true, reason: 'answered 500' })
    expect(row('delivery', numbered(2).id)).toMatchObject({ status: 'waiting', attempts: 0 })
    expect(row('delivery', numbered(2).id)).not.toHaveProperty('firstAttemptAt')
  })

  it('remembers of a probe that it may have got through', async () => {
    const { deliver, pass, row } = await stopped(unreachable, { ...failing, uncertain: true })
    pass(15)
    await deliver(numbered(2))
    expect(row('delivery', numbered(2).id)).toMatchObject({ status: 'waiting', uncertain: true })
  })

  it('sums up what it was stopped', async () => {
    const { deliver, pass, row } = await stopped(unreachable, delivered, unreachable, delivered)
    pass(100)
    await deliver(numbered(1))
    pass(50)
    await deliver(numbered(2))
    pass(200)
    await deliver(numbered(2))
    expect(row('breaker', '')).toMatchObject({ open: false, probes: 0, stoppedMs: 300_000 })
  })

  it('is not started again by what was under way when it stopped', async () => {
    let answer: (outcome: DeliveryOutcome) => void = () => {}
    const slow = () =>
      new Promise<DeliveryOutcome>((resolve) => {
        answer = resolve
      })
    const { deliver, row } = deliverScene({ answers: [slow, unreachable] })
    const early = deliver(numbered(1))
    await new Promise((resolve) => setImmediate(resolve))
    await deliver(numbered(2))
    answer(delivered)
    expect(await early).toBe('done')
    expect(row('breaker', '')).toMatchObject({ open: true })
  })

  it('is not started again by a probe of an earlier stop', async () => {
    let answer: (outcome: DeliveryOutcome) => void = () => {}
    const slow = () =>
      new Promise<DeliveryOutcome>((resolve) => {
        answer = resolve
      })
    const { deliver, pass, row } = await stopped(unreachable, slow, delivered, unreachable)
    pass(15)
    const early = deliver(numbered(2))
    await new Promise((resolve) => setImmediate(resolve))
    pass(60)
    expect(await deliver(numbered(3))).toBe('done')
    await deliver(numbered(4))
    answer(delivered)
    expect(await early).toBe('done')
    expect(row('breaker', '')).toMatchObject({ open: true })
  })

  it.each([
    ['refused', refused],
    ['failed', failing],
  ])('is not left alone any longer for what was under way and is then %s', async (_, outcome) => {
    let answer: (outcome: DeliveryOutcome) => void = () => {}
    const slow = () =>
      new Promise<DeliveryOutcome>((resolve) => {
        answer = resolve
      })
    const { deliver, pass, row } = deliverScene({ answers: [slow, failing] })
    const early = deliver(numbered(1))
    await new Promise((resolve) => setImmediate(resolve))
    for (const n of [2, 3, 4, 5, 6]) await deliver(numbered(n))
    const before = row('breaker', '')
    expect(before).toMatchObject({ open: true, probeAt: '2026-11-20T12:00:15.000Z' })
    pass(10)
    answer(outcome)
    await early
    expect(row('breaker', '')).toEqual(before)
  })

  it('is stopped once by several that fail side by side', async () => {
    const { deliver, rows } = deliverScene({ answers: [unreachable] })
    const verdicts = await Promise.all([1, 2, 3].map((n) => deliver(numbered(n))))
    expect(verdicts).toEqual(Array(3).fill({ retryAfterSeconds: 17 }))
    expect(rows.get('breaker#crm')).toMatchObject({ open: true, probes: 0, stoppedMs: 0 })
  })
})

describe('a destination without settings', () => {
  it('is stopped, whatever the secret store says, and nothing of it is parked', async () => {
    let there = false
    const { deliver, calls, rows, pass } = deliverScene({
      settings: async () => {
        if (!there)
          throw Object.assign(new Error('the secret of Anne'), { code: 'ResourceNotFoundException' })
        return {}
      },
    })
    expect(await deliver(numbered(1))).toEqual({ retryAfterSeconds: 17 })
    pass(10 * 24 * 3600)
    expect(await deliver(numbered(1), { receiveCount: 2 })).toEqual({ retryAfterSeconds: 1283 })
    expect(calls).toEqual([])
    expect([...rows.keys()].filter((key) => key.startsWith('parked'))).toEqual([])
    expect(rows.get('breaker#crm')).toMatchObject({ reason: 'no settings (ResourceNotFoundException)' })
    there = true
    pass(30)
    expect(await deliver(numbered(1), { receiveCount: 3 })).toBe('done')
  })
})

describe('what all messages of a destination share', () => {
  it('is not left as it was in silence where it cannot be changed', async () => {
    const { ports, deliver, lines } = deliverScene({ answers: [unreachable] })
    const { ledger } = ports
    Object.assign(ledger, {
      replace: (
        (replace) =>
        async (...input: Parameters<typeof replace>) =>
          input[0] === 'breaker' ? undefined : replace(...input)
      )(ledger.replace),
    })
    expect(await deliver(numbered(1))).toEqual({ retryAfterSeconds: 15 })
    expect(lines).toContainEqual({
      code: 'destination_state_not_written',
      fields: { destination: 'crm', tries: 10 },
    })
  })
})
