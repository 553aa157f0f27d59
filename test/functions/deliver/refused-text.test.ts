import { expect, it } from 'vitest'
import type { DeliveryOutcome } from '../../../functions/contracts/destination.ts'
import { describeThorough } from '../../support/thorough.ts'
import { seededRandom, virtualDelivery } from '../../support/virtual-delivery.ts'

const minute = 60_000
const delivered: DeliveryOutcome = { status: 'delivered' }
const forbidden: DeliveryOutcome = {
  status: 'rejected',
  code: 'credentials_refused',
  reason: 'answered 403',
  scope: 'destination',
}

interface Traffic {
  readonly seed: number
  readonly hours: number
  /** Between messages that anybody takes; they come at random. */
  readonly othersEveryMs: number
  /** Between messages whose text a firewall refuses; 0: one, after an hour. */
  readonly refusedEveryMs: number
  /** From when to when, in milliseconds, it refuses everything. */
  readonly refusesAll?: readonly [number, number]
}

/** A firewall in front of the destination refuses some texts with 403. Delays in seconds, sorted. */
async function firewall({ seed, hours, othersEveryMs, refusedEveryMs, refusesAll }: Traffic) {
  const random = seededRandom(seed)
  const refused = new Set<string>()
  const sentAt = new Map<string, number>()
  const [from, until] = refusesAll ?? [Number.POSITIVE_INFINITY, 0]
  const stand = virtualDelivery({
    seed,
    answer: ({ id }, at) => ({
      outcome: refused.has(id) || (at >= from && at < until) ? forbidden : delivered,
      afterMs: 100 + random() * 400,
    }),
  })
  let number = 0
  const send = (kind: 'refused' | 'other') => {
    const id = stand.send(`c${number}`, number++)
    sentAt.set(id, stand.elapsed())
    if (kind === 'refused') refused.add(id)
  }
  const end = hours * 60 * minute
  for (let at = 0; at < end; at += -Math.log(1 - random()) * othersEveryMs) stand.at(at, () => send('other'))
  const poisoned =
    refusedEveryMs > 0
      ? Array.from(
          { length: Math.floor(end / refusedEveryMs) },
          (_, n) => n * refusedEveryMs + random() * 1000,
        )
      : [60 * minute]
  for (const at of poisoned) stand.at(at, () => send('refused'))
  await stand.run(end + 60 * minute, () => stand.elapsed() > end && stand.queue.size() === 0)
  const waited = (which: (id: string) => boolean) =>
    [...stand.settled]
      .filter(([id]) => which(id))
      .map(([id, at]) => (at - (sentAt.get(id) ?? 0)) / 1000)
      .sort((one, other) => one - other)
  const others = waited((id) => !refused.has(id))
  return {
    stand,
    refused,
    sent: sentAt.size,
    others,
    median: others[Math.floor(others.length / 2)] ?? 0,
    max: others.at(-1) ?? 0,
    setAside: waited((id) => refused.has(id)),
    parkedIds: stand.parked().map(({ key }) => String(key).slice('parked#crm#'.length)),
  }
}

describeThorough('a text that a firewall refuses', () => {
  it.each([
    ['one other a second', 1_000, 2, 1],
    ['one other every ten seconds', 10_000, 6, 1],
    ['one other a minute', minute, 6, 60],
  ])(
    'once a minute holds up nobody else, with %s',
    async (_, othersEveryMs, hours, maxDelaySeconds) => {
      for (const seed of [1, 2, 3]) {
        const { median, max, parkedIds, refused, others, sent } = await firewall({
          seed,
          hours,
          othersEveryMs,
          refusedEveryMs: minute,
        })
        expect(others.length).toBe(sent - refused.size)
        expect(parkedIds.every((id) => refused.has(id))).toBe(true)
        expect(median).toBeLessThan(1)
        expect(max).toBeLessThan(maxDelaySeconds)
      }
    },
    120_000,
  )

  it('five times as often as any other is as good as a refusal of all, and yet few others wait', async () => {
    let all = 0
    let late = 0
    for (let seed = 1; seed <= 20; seed += 1) {
      const { median, max, others } = await firewall({
        seed,
        hours: 6,
        othersEveryMs: 5 * minute,
        refusedEveryMs: minute,
      })
      expect(median).toBeLessThan(1)
      expect(max).toBeLessThan(6 * 3600)
      all += others.length
      late += others.filter((seconds) => seconds > 60).length
    }
    expect(late / all).toBeLessThan(0.02)
  }, 120_000)

  it('is set aside within a minute where others come often', async () => {
    const { setAside, refused } = await firewall({
      seed: 1,
      hours: 2,
      othersEveryMs: 1_000,
      refusedEveryMs: minute,
    })
    expect(setAside).toHaveLength(refused.size)
    expect(setAside.at(-1)).toBeLessThan(60)
  })

  it('alone at night holds up none of those that come later, not even the first', async () => {
    for (const seed of [1, 2, 3]) {
      const { others } = await firewall({
        seed,
        hours: 12,
        othersEveryMs: 60 * minute,
        refusedEveryMs: 0,
      })
      expect(others.at(-1)).toBeLessThan(1)
    }
  })
})

describeThorough('credentials that are refused to all', () => {
  it.each([
    ['ten messages a minute', 6_000, 1100],
    ['one message a minute', minute, 450],
    ['one message an hour', 60 * minute, 200],
  ])(
    'stop the destination and burn nothing, with %s',
    async (_, othersEveryMs, maxAsked) => {
      for (const seed of [1, 2]) {
        const { stand, sent, parkedIds } = await firewall({
          seed,
          hours: 6,
          othersEveryMs,
          refusedEveryMs: 7 * 60 * minute,
          refusesAll: [60 * minute, 5 * 60 * minute],
        })
        const asked = stand.attempts.filter(({ at }) => at >= 60 * minute && at < 5 * 60 * minute).length
        expect(parkedIds).toEqual([])
        expect(stand.delivered).toHaveLength(sent)
        expect(asked).toBeLessThan(maxAsked)
      }
    },
    120_000,
  )
})
