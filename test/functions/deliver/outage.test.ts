import { expect, it } from 'vitest'
import type { DeliveryOutcome } from '../../../functions/contracts/destination.ts'
import { describeThorough } from '../../support/thorough.ts'
import { seededRandom, virtualDelivery } from '../../support/virtual-delivery.ts'

const minute = 60_000
const day = 24 * 60 * minute
const delivered: DeliveryOutcome = { status: 'delivered' }

/** How a destination can be away: what it answers, and after how long. */
const absences = {
  'refuses connections': {
    outcome: { status: 'retry', reason: 'no answer: ECONNREFUSED', scope: 'destination' },
    afterMs: 5,
  },
  'lets every request time out': {
    outcome: { status: 'retry', reason: 'time-out', uncertain: true },
    afterMs: 20_000,
  },
  'answers 503': { outcome: { status: 'retry', reason: 'answered 503', uncertain: true }, afterMs: 50 },
  'refuses the credentials': {
    outcome: {
      status: 'rejected',
      code: 'credentials_refused',
      reason: 'answered 401',
      scope: 'destination',
    },
    afterMs: 50,
  },
} satisfies Record<string, { outcome: DeliveryOutcome; afterMs: number }>

interface Outage {
  readonly conversations: number
  readonly days: number
  readonly absence: keyof typeof absences
  readonly seed: number
  /** Conversations that begin while it is away. */
  readonly meanwhile: number
  /** @default 1 */
  readonly pollMs?: number
}

async function outage({ conversations, days, absence, seed, meanwhile, pollMs = 1 }: Outage) {
  const random = seededRandom(seed)
  const away = { from: 10 * minute, until: 10 * minute + days * day }
  const stand = virtualDelivery({
    seed,
    pollMs,
    answer: (_, at) =>
      at >= away.from && at < away.until ? absences[absence] : { outcome: delivered, afterMs: 100 },
  })
  const sent = new Map<string, string[]>()
  let number = 0
  const send = (conversation: string) => {
    const id = stand.send(conversation, number++)
    sent.set(conversation, [...(sent.get(conversation) ?? []), id])
  }
  for (let n = 0; n < conversations + meanwhile; n++) {
    const first = n < conversations ? away.from + random() * minute : away.from + random() * days * day
    const messages = 1 + Math.floor(random() * 3)
    for (let m = 0; m < messages; m++) stand.at(first + m * random() * minute, () => send(`c${n}`))
  }
  await stand.run(away.until + 60 * minute, () => stand.elapsed() > away.until && stand.queue.size() === 0)
  const lastAt = stand.delivered.reduce((latest, { at }) => Math.max(latest, at), 0)
  return { stand, sent, minutesAfter: (lastAt - away.until) / minute, away }
}

function expectAllInOrder({ stand, sent }: Pick<Awaited<ReturnType<typeof outage>>, 'stand' | 'sent'>) {
  expect(stand.parked()).toEqual([])
  expect(stand.queue.deadLetterQueue).toEqual([])
  expect(stand.queue.dropped).toEqual([])
  const byConversation = Map.groupBy(stand.delivered, ({ conversation }) => conversation)
  for (const [conversation, ids] of sent)
    expect((byConversation.get(conversation) ?? []).map(({ id }) => id)).toEqual(ids)
}

describeThorough('a destination that is away for eleven days', () => {
  it.each(
    Object.keys(absences).flatMap((absence) =>
      [1, 2, 3, 10].map((conversations) => [absence as keyof typeof absences, conversations] as const),
    ),
  )(
    'and %s gets all of %i conversations in order within half an hour',
    async (absence, conversations) => {
      for (const seed of [1, 2]) {
        const result = await outage({ conversations, days: 11, absence, seed, meanwhile: 0 })
        expectAllInOrder(result)
        expect(result.minutesAfter).toBeLessThan(30)
      }
    },
    120_000,
  )

  // `NETZDIALOG_OUTAGE=5000` takes two minutes of processor time.
  it('gets all of many conversations in order within half an hour, also those that began meanwhile', async () => {
    const conversations = Number(process.env['NETZDIALOG_OUTAGE'] ?? 100)
    const result = await outage({
      conversations,
      meanwhile: conversations,
      days: 11,
      absence: 'refuses connections',
      seed: 1,
      pollMs: 1000,
    })
    expectAllInOrder(result)
    expect(result.minutesAfter).toBeLessThan(30)
  }, 600_000)
})

describeThorough('a destination that is away', () => {
  it('costs each of 5,000 conversations three receipts an hour, and hardly a write', async () => {
    const { stand, sent, minutesAfter } = await outage({
      conversations: 3000,
      meanwhile: 2000,
      days: 8 / 24,
      absence: 'refuses connections',
      seed: 1,
      pollMs: 1000,
    })
    expectAllInOrder({ stand, sent })
    expect(minutesAfter).toBeLessThan(30)
    expect(stand.receipts.max).toBeLessThan(40)
    // Fresh messages may ask every quarter of a minute.
    expect(stand.attempts.length - stand.delivered.length).toBeLessThan(4 * 60 * 8)
    // A read for each message that returns, and hardly a write.
    expect(stand.ledgerCalls.replace).toBeLessThan(stand.ledgerCalls.read / 2)
  }, 120_000)

  it('for minutes only has everything after about as long again', async () => {
    for (const minutes of [1, 5, 10])
      for (const seed of [1, 2, 3]) {
        const result = await outage({
          conversations: 20,
          meanwhile: 20,
          days: minutes / (24 * 60),
          absence: 'answers 503',
          seed,
        })
        expectAllInOrder(result)
        expect(result.minutesAfter).toBeLessThan(1.5 * minutes + 3)
      }
  })
})
