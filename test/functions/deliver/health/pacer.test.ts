import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Ledger } from '../../../../functions/core/ledger.ts'
import { createPacer, maxPaceMs } from '../../../../functions/deliver/health/pacer.ts'
import { memoryLedger } from '../../../support/memory-ports.ts'
import { virtualTime } from '../../../support/virtual-time.ts'

interface Message {
  /** Milliseconds after the start. */
  readonly at: number
  readonly instance: number
}

/** Functions that share a ledger of some latency, and a queue that hands messages out again when they are to return. */
async function simulate(
  messages: readonly Message[],
  { perSecond, latencies = [0] }: { perSecond: number; latencies?: readonly number[] },
) {
  const time = virtualTime()
  const { ledger } = memoryLedger()
  let calls = 0
  let writes = 0
  const pause = () => time.sleep(latencies[calls++ % latencies.length] ?? 0)
  const slow: Ledger = {
    ...ledger,
    async read(kind, key) {
      await pause()
      return ledger.read(kind, key)
    },
    async replace(kind, key, row, before) {
      writes += 1
      await pause()
      const replaced = await ledger.replace(kind, key, row, before)
      await pause()
      return replaced
    },
  }
  const pacers = [0, 1].map(() =>
    createPacer({ config: { name: 'crm' }, ledger: slow, now: time.now, random: () => 0.5 }),
  )
  const sent: number[] = []
  const receipts: number[] = []
  const done = messages.map(async ({ at, instance }) => {
    await time.sleep(at)
    for (let receipt = 1; ; receipt++) {
      const slot = await pacers[(instance + receipt) % 2]?.takeSlot({
        perSecond,
        notBefore: 0,
        waited: receipt > 1,
      })
      if (!slot) throw new Error('no pacer')
      const nowMs = time.now().getTime()
      if ('returnAt' in slot) {
        await time.sleep(Math.max(1, Math.ceil((slot.returnAt - nowMs) / 1000)) * 1000)
        continue
      }
      expect(slot.sendAt - nowMs).toBeLessThanOrEqual(maxPaceMs)
      await time.sleep(slot.sendAt - nowMs)
      sent.push(time.elapsed())
      receipts.push(receipt)
      return
    }
  })
  await time.run()
  await Promise.all(done)
  return { sent, receipts, writes }
}

/** The most that any span of time holds beyond what the rate allows for it. */
function burst(sent: readonly number[], perSecond: number): number {
  let most = 0
  for (const [first, from] of sent.entries())
    for (const [further, to] of sent.slice(first).entries())
      most = Math.max(most, further + 1 - ((to - from) * perSecond) / 1000)
  return most
}

const crowd = (count: number): Message[] => Array.from({ length: count }, (_, n) => ({ at: 0, instance: n }))

describe('the pacer', () => {
  it('never exceeds the rate by more than a second’s worth, and lets everything through, however functions interleave', async () => {
    const messages = fc.array(fc.record({ at: fc.nat(20_000), instance: fc.nat(1) }), {
      minLength: 1,
      maxLength: 40,
    })
    const latencies = fc.array(fc.nat(400), { minLength: 1, maxLength: 7 })
    const rates = fc.constantFrom(0.1, 0.5, 1, 3, 7, 20, 100)
    await fc.assert(
      fc.asyncProperty(messages, latencies, rates, async (plan, latency, perSecond) => {
        const { sent, receipts } = await simulate(plan, { perSecond, latencies: latency })
        expect(sent).toHaveLength(plan.length)
        // Clocks are read in whole milliseconds.
        expect(burst(sent, perSecond)).toBeLessThanOrEqual(1 + perSecond * 1.002)
        expect(Math.max(...receipts)).toBeLessThan(100)
      }),
      { numRuns: 400 },
    )
  }, 60_000)

  it('uses no slot whose time was over when the table had taken it', async () => {
    const { sent } = await simulate(crowd(10), {
      perSecond: 2,
      latencies: [900, 900, 5, 5, 5, 5, 5, 5, 5, 5, 900],
    })
    expect(sent).toHaveLength(10)
    expect(burst(sent, 2)).toBeLessThanOrEqual(3)
  })

  it.each([
    [1, 100],
    [5, 300],
    [0.5, 60],
  ])(
    'at %d a second lets %d waiting messages through in little more than their time',
    async (rate, count) => {
      const { sent, receipts } = await simulate(crowd(count), { perSecond: rate, latencies: [5] })
      expect(Math.max(...sent)).toBeLessThan((count / rate) * 1100 + 5000)
      // A message that is sent back comes when its turn is, not again and again.
      expect(Math.max(...receipts)).toBeLessThanOrEqual(4)
    },
  )

  it('lets those that were sent back go before those that have just come', async () => {
    const waiting = crowd(30)
    // Twice as many as may go come in all the time.
    const fresh = Array.from({ length: 120 }, (_, n) => ({ at: 500 * n, instance: n }))
    const { receipts } = await simulate([...waiting, ...fresh], { perSecond: 1, latencies: [5] })
    expect(Math.max(...receipts)).toBeLessThanOrEqual(6)
  })

  it('does not write once a message where the destination is fast', async () => {
    const steady = Array.from({ length: 200 }, (_, n) => ({ at: 10 * n, instance: 0 }))
    const { writes } = await simulate(steady, { perSecond: 100 })
    expect(writes).toBeLessThan(40)
  })

  it('reserves at once for all that ask at once', async () => {
    const { writes } = await simulate(
      Array.from({ length: 10 }, () => ({ at: 0, instance: 1 })),
      { perSecond: 20 },
    )
    expect(writes).toBeLessThanOrEqual(3)
  })

  it('sends nobody back for longer than a quarter of an hour', async () => {
    const { ledger } = memoryLedger()
    const time = virtualTime()
    const pacer = createPacer({ config: { name: 'crm' }, ledger, now: time.now, random: () => 0.5 })
    const now = time.now().getTime()
    const slots = await Promise.all(
      crowd(200).map(() => pacer.takeSlot({ perSecond: 0.1, notBefore: 0, waited: false })),
    )
    const returns = slots.flatMap((slot) => ('returnAt' in slot ? [slot.returnAt - now] : []))
    expect(Math.max(...returns)).toBeLessThanOrEqual(900_000)
    expect(returns.at(-1)).toBe(675_000)
  })

  it('keeps no slot that nobody used in time, and none from before the destination wants to be asked', async () => {
    const { ledger } = memoryLedger()
    let now = 1_000_000
    const pacer = createPacer({
      config: { name: 'crm' },
      ledger,
      now: () => new Date(now),
      random: () => 0.5,
    })
    const take = (notBefore = 0) => pacer.takeSlot({ perSecond: 20, notBefore, waited: false })
    expect(await take()).toEqual({ sendAt: 1_000_000 })
    now += 100
    expect(await take()).toEqual({ sendAt: 1_000_050 })
    now += 5_000
    expect(await take()).toEqual({ sendAt: 1_005_100 })
    expect(await take(1_006_000)).toEqual({ sendAt: 1_006_000 })
    expect(await take(1_065_000)).toEqual({ returnAt: 1_065_000 })
  })

  it('takes another slot where the table needed longer than a slot lasts', async () => {
    const { ledger } = memoryLedger()
    let now = 1_000_000
    let slow = 1_500
    const pacer = createPacer({
      config: { name: 'crm' },
      ledger: {
        ...ledger,
        async replace(...row) {
          const replaced = await ledger.replace(...row)
          now += slow
          slow = 0
          return replaced
        },
      },
      now: () => new Date(now),
      random: () => 0.5,
    })
    expect(await pacer.takeSlot({ perSecond: 1, notBefore: 0, waited: false })).toEqual({ sendAt: 1_001_500 })
  })

  it('serves those first that were sent back, and reserves further ahead for them', async () => {
    const { ledger } = memoryLedger()
    const pacer = createPacer({
      config: { name: 'crm' },
      ledger,
      now: () => new Date(1_000_000),
      random: () => 0.5,
    })
    const take = (waited: boolean) => pacer.takeSlot({ perSecond: 1, notBefore: 0, waited })
    expect(await Promise.all([false, false, true, true, true, true].map(take))).toEqual([
      { sendAt: 1_000_000 },
      { returnAt: 1_005_000 },
      { sendAt: 1_001_000 },
      { sendAt: 1_002_000 },
      { sendAt: 1_003_000 },
      { returnAt: 1_004_000 },
    ])
  })

  it('fails those that asked where the ledger fails, and serves the next', async () => {
    const { ledger } = memoryLedger()
    let away = true
    const time = virtualTime()
    const pacer = createPacer({
      config: { name: 'crm' },
      ledger: {
        ...ledger,
        async replace(...row) {
          if (away) throw new Error('the table is away')
          return ledger.replace(...row)
        },
      },
      now: time.now,
      random: () => 0.5,
    })
    const take = () => pacer.takeSlot({ perSecond: 1, notBefore: 0, waited: false })
    expect(await Promise.allSettled([take(), take()])).toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ])
    away = false
    expect(await take()).toEqual({ sendAt: time.now().getTime() })
  })

  it('sends a message back for a few seconds where others are always quicker', async () => {
    const { ledger } = memoryLedger()
    const pacer = createPacer({
      config: { name: 'crm' },
      ledger: { ...ledger, replace: async () => undefined },
      now: () => new Date(0),
      random: () => 0.5,
    })
    expect(await pacer.takeSlot({ perSecond: 1, notBefore: 0, waited: false })).toEqual({ returnAt: 2000 })
  })

  it('knows what it has sent in the last seconds', () => {
    let now = 0
    const pacer = createPacer({
      config: { name: 'crm' },
      ledger: memoryLedger().ledger,
      now: () => new Date(now),
      random: () => 0.5,
    })
    expect(pacer.observedPerSecond()).toBe(0)
    for (let n = 0; n < 20; n++) {
      pacer.sending()
      now += 100
    }
    expect(pacer.observedPerSecond()).toBe(10)
    now += 60_000
    expect(pacer.observedPerSecond()).toBe(0)
  })
})
