import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConsumerPorts, consume, type ReceivedMessage } from '../../../functions/core/consume.ts'
import { MalformedPayload } from '../../../functions/core/errors.ts'
import type { Verdict } from '../../../functions/core/process-batch.ts'
import { memoryLedger, recordingTelemetry } from '../../support/memory-ports.ts'

const now = new Date('2026-11-20T12:00:00.000Z')

const day = 24 * 3600 * 1000

function received(id: string, overrides: Partial<ReceivedMessage> = {}): ReceivedMessage {
  return {
    id,
    recordId: id,
    group: id,
    body: '{}',
    receiptHandle: `handle of ${id}`,
    deduplicationId: `evt_${id}`,
    receiveCount: 1,
    ...overrides,
  }
}

function consumer(
  handle: (message: ReceivedMessage) => Promise<Verdict>,
  overrides: Partial<ConsumerPorts> = {},
) {
  const { ledger, rows } = memoryLedger()
  const recorded = recordingTelemetry()
  const postponed: Record<string, number> = {}
  const parked: Record<string, string> = {}
  const ports: ConsumerPorts = {
    name: 'crm',
    ledger,
    telemetry: recorded.telemetry,
    now: () => now,
    random: () => 0.5,
    retryCapSeconds: 900,
    handle,
    isDone: async () => false,
    async postpone(receiptHandle, seconds) {
      postponed[receiptHandle.replace('handle of ', '')] = seconds
    },
    async parkUnhandled({ id }, code) {
      parked[id] = code
    },
    ...overrides,
  }
  return {
    postponed,
    parked,
    rows,
    ...recorded,
    consume: (...messages: ReceivedMessage[]) => consume(messages, () => true, ports),
  }
}

const done = async (): Promise<Verdict> => 'done'

describe('messages of one group', () => {
  const five = (overrides: (index: number) => Partial<ReceivedMessage> = () => ({})) =>
    [1, 2, 3, 4, 5].map((index) => received(String(index), { group: 'a', ...overrides(index) }))

  function gathering(count: (messages: readonly ReceivedMessage[]) => number) {
    const together: string[][] = []
    const alone: string[] = []
    const scene = consumer(
      async ({ id }) => {
        alone.push(id)
        return 'done'
      },
      {
        async handleTogether(messages) {
          together.push(messages.map(({ id }) => id))
          return count(messages)
        },
      },
    )
    return { ...scene, together, alone }
  }

  it('are handed over together, and what is left of them alone', async () => {
    const { consume: run, together, alone } = gathering(({ length }) => Math.min(2, length))
    expect(await run(...five())).toEqual([])
    expect(together).toEqual([
      ['1', '2', '3', '4', '5'],
      ['4', '5'],
    ])
    expect(alone).toEqual(['3'])
  })

  it('are handed over with few others where little of them was finished with before, so that little is read in vain', async () => {
    const counts = [1, 0, 3, 12]
    const { consume: run, together } = gathering(({ length }) => Math.min(counts.shift() ?? 1, length))
    const all = Array.from({ length: 40 }, (_, index) => received(String(index), { group: 'a' }))
    expect(await run(...all, received('other', { group: 'b' }))).toEqual([])
    expect(together.map(({ length }) => length)).toEqual([40, 4, 4, 12, 20, 4, 4, 4, 4, 4, 4, 4, 4, 2])
  })

  it('are handled one by one where together they fail, and it is logged without a word of theirs', async () => {
    const {
      consume: run,
      together,
      alone,
      lines,
    } = gathering(() => {
      throw new Error('a secret of a customer')
    })
    expect(await run(...five())).toEqual([])
    expect(alone).toEqual(['1', '2', '3', '4', '5'])
    // Tried together once: each time would be all that is left.
    expect(together).toHaveLength(1)
    expect(lines[0]).toEqual({ code: 'failed_together', fields: { code: 'Error', messages: 5 } })
  })

  it.each<[string, Partial<ReceivedMessage>]>([
    ['came so often that it may have killed the function with others', { receiveCount: 4 }],
    ['has waited too long', { sentAt: new Date(now.getTime() - 12.1 * day) }],
  ])('are not handed over together with one that %s', async (_, overrides) => {
    const { consume: run, together } = gathering(({ length }) => length)
    await run(...five((index) => (index === 3 ? overrides : {})))
    expect(together).toEqual([
      ['1', '2'],
      ['4', '5'],
    ])
  })
})

describe('consume', () => {
  it('loses nothing: whatever happens, a message is done, parked, or seen again', async () => {
    const outcomes = fc.constantFrom('done', 'retry', 'throw', 'malformed')
    const plans = fc.array(
      fc.record({ group: fc.constantFrom('a', 'b', 'c'), outcome: outcomes, receiveCount: fc.nat(40) }),
      { maxLength: 10 },
    )
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const messages = plan.map(({ group, receiveCount }, index) =>
          received(String(index), { group, receiveCount }),
        )
        const finished: string[] = []
        const {
          consume: run,
          parked,
          postponed,
        } = consumer(async ({ id }) => {
          const outcome = plan[Number(id)]?.outcome
          if (outcome === 'throw') throw new Error('a secret of a customer')
          if (outcome === 'malformed') throw new MalformedPayload('not_json', 'no')
          if (outcome === 'retry') return { retryAfterSeconds: 7 }
          finished.push(id)
          return 'done'
        })
        const again = await run(...messages)
        expect([...finished, ...Object.keys(parked), ...again].sort()).toEqual(
          messages.map(({ id }) => id).sort(),
        )
        for (const group of Map.groupBy(messages, (message) => message.group).values()) {
          const failing = group.findIndex(({ id }) =>
            ['retry', 'throw'].includes(plan[Number(id)]?.outcome ?? ''),
          )
          const expected = failing < 0 ? [] : group.slice(failing).map(({ id }) => id)
          expect(again.filter((id) => group.some((message) => message.id === id))).toEqual(expected)
          for (const follower of expected.slice(1)) expect(postponed[follower]).toBe(0)
          if (expected[0]) expect(postponed[expected[0]]).toBeGreaterThan(0)
        }
      }),
    )
  })

  it('parks a message that cannot be read, and goes on with its group', async () => {
    const { consume: run, parked } = consumer(async ({ id }) => {
      if (id === '1') throw new MalformedPayload('not_json', 'no')
      return 'done'
    })
    expect(await run(received('1', { group: 'a' }), received('2', { group: 'a' }))).toEqual([])
    expect(parked).toEqual({ '1': 'not_json' })
  })

  it('sees a message again that can neither be read nor parked', async () => {
    const { consume: run } = consumer(
      async () => {
        throw new MalformedPayload('not_json', 'no')
      },
      {
        parkUnhandled: async () => {
          throw new Error('the store is away')
        },
      },
    )
    expect(await run(received('1'))).toEqual(['1'])
  })

  it('retries a thrown error after a random time that grows, and logs its code only', async () => {
    const {
      consume: run,
      postponed,
      lines,
    } = consumer(async () => {
      throw Object.assign(new Error('Anne Grün wrote'), { code: 'ThrottlingException' })
    })
    await run(received('1', { receiveCount: 5 }))
    expect(postponed).toEqual({ '1': 16 })
    expect(lines).toEqual([
      { code: 'failed', fields: { code: 'ThrottlingException', event: 'evt_1', receiveCount: 5 } },
    ])
  })

  it('says of each message that goes back that it does, and no less so where nobody can be told', async () => {
    const told: string[] = []
    const {
      consume: run,
      postponed,
      lines,
    } = consumer(async ({ id }) => (id === '1' ? 'done' : { retryAfterSeconds: 16 }), {
      async putBack({ id }) {
        told.push(id)
        throw new Error('the table is away')
      },
    })
    const again = await run(
      ...['1', '2', '3'].map((id) => received(id, { group: 'a' })),
      received('4', { group: 'b' }),
    )
    expect(again).toEqual(['2', '3', '4'])
    expect(told.toSorted()).toEqual(['2', '3', '4'])
    expect(postponed).toEqual({ '2': 16, '3': 0, '4': 16 })
    expect(lines.map(({ code }) => code)).toEqual(Array(3).fill('put_back_failed'))
  })

  it('says of what has come back that it was put back, before anything is handled', async () => {
    const told: string[] = []
    const { consume: run } = consumer(
      async ({ id }) => {
        told.push(`handled ${id}`)
        return 'done'
      },
      {
        async putBack({ id }) {
          told.push(id)
        },
      },
    )
    await run(
      received('1', { group: 'a' }),
      received('2', { group: 'b', receiveCount: 2 }),
      received('3', { group: 'b', receiveCount: 2 }),
    )
    expect(told.slice(0, 2)).toEqual(['2', '3'])
    expect(told.slice(2).toSorted()).toEqual(['handled 1', 'handled 2', 'handled 3'])
  })

  it('puts back a record as a whole at the first of its messages that fails, and repeats those before it', async () => {
    const handled: string[] = []
    let fails = true
    const { consume: run, postponed } = consumer(async ({ id }) => {
      handled.push(id)
      return id === '1#1' && fails ? { retryAfterSeconds: 16 } : 'done'
    })
    const part = (id: string, recordId: string) =>
      received(id, { recordId, group: 'a', receiptHandle: `handle of ${recordId}` })
    const messages = [part('1#0', '1'), part('1#1', '1'), part('1#2', '1'), part('2', '2')]
    expect(await run(...messages)).toEqual(['1', '2'])
    expect(handled).toEqual(['1#0', '1#1'])
    expect(postponed).toEqual({ '1': 16, '2': 0 })
    fails = false
    expect(await run(...messages)).toEqual([])
    expect(handled.slice(2)).toEqual(['1#0', '1#1', '1#2', '2'])
  })

  it('never postpones beyond the twelve hours that SQS allows', async () => {
    const { consume: run, postponed } = consumer(async () => ({ retryAfterSeconds: 10 * 24 * 3600 }))
    await run(received('1'))
    expect(postponed['1']).toBe(12 * 3600 - 900)
  })

  it('reports a message as failed even where it could not be postponed', async () => {
    const { consume: run, lines } = consumer(async () => ({ retryAfterSeconds: 5 }), {
      postpone: async () => {
        throw Object.assign(new Error(), { code: 'ReceiptHandleIsInvalid' })
      },
    })
    expect(await run(received('1'), received('2', { group: '1' }))).toEqual(['1', '2'])
    expect(lines.map(({ code }) => code)).toEqual(['postpone_failed', 'postpone_failed'])
  })
})

describe('consume, with a message that kills the function', () => {
  const killer = Symbol('killed')

  /** Hands a batch out until nothing is left of it; a killed function loses its whole batch. */
  async function untilParked(
    batch: ReceivedMessage[],
    kills: (message: ReceivedMessage) => boolean,
    { killsWhoReads = false } = {},
  ) {
    const { ledger } = memoryLedger()
    const parked: string[] = []
    const codes = new Set<string>()
    const finished: string[] = []
    let waiting = batch
    let runs = 0
    while (waiting.length > 0 && runs < 100) {
      runs += 1
      let kill: (reason: symbol) => void = () => {}
      const killed = new Promise<symbol>((resolve) => {
        kill = resolve
      })
      let dead = false
      const forever = new Promise<never>(() => {})
      const alive = <Value>(call: () => Promise<Value>) => (dead ? forever : call())
      const die = () => {
        dead = true
        kill(killer)
        return forever
      }
      const { consume: run } = consumer(
        async (message) => {
          if (kills(message)) return die()
          await new Promise((resolve) => setImmediate(resolve))
          return alive(() => {
            finished.push(message.id)
            return done()
          })
        },
        {
          ledger: {
            read: (kind, key) => alive(() => ledger.read(kind, key)),
            merge: (kind, key, fields) => alive(() => ledger.merge(kind, key, fields)),
            replace: (kind, key, row, before) => alive(() => ledger.replace(kind, key, row, before)),
          },
          parkUnhandled: async (message, code, mayRead) => {
            if (mayRead && killsWhoReads && kills(message)) return die()
            parked.push(message.id)
            codes.add(code)
          },
        },
      )
      const again = await Promise.race([run(...waiting), killed])
      waiting = waiting
        .filter(({ id }) => typeof again === 'symbol' || again.includes(id))
        .map((message) => ({ ...message, receiveCount: message.receiveCount + 1 }))
    }
    return { runs, parked, codes: [...codes], finished: new Set(finished) }
  }

  it('parks it after five runs that ended without a word', async () => {
    const { runs, parked } = await untilParked([received('1')], () => true)
    expect({ runs, parked }).toEqual({ runs: 26, parked: ['1'] })
  })

  it('parks it unread where reading it once more for that ends the function as well', async () => {
    const { runs, parked } = await untilParked([received('1')], () => true, { killsWhoReads: true })
    expect({ runs, parked }).toEqual({ runs: 27, parked: ['1'] })
  })

  it('parks it also once it has waited for so long that nothing else is tried', async () => {
    const old = received('1', { sentAt: new Date(now.getTime() - 13 * 24 * 3600 * 1000) })
    const { parked, codes } = await untilParked([old], () => true, { killsWhoReads: true })
    expect({ parked, codes }).toEqual({ parked: ['1'], codes: ['kills_function'] })
  })

  it('parks none of those that were handed out beside it', async () => {
    const batch = ['1', '2', '3', '4'].map((id) => received(id))
    const { parked, finished } = await untilParked(batch, ({ id }) => id === '2')
    expect(parked).toEqual(['2'])
    expect([...finished].sort()).toEqual(['1', '3', '4'])
  })

  it('goes on with what stood behind it in its group', async () => {
    const batch = ['1', '2', '3'].map((id) => received(id, { group: 'a' }))
    const { parked, finished } = await untilParked(batch, ({ id }) => id === '1')
    expect(parked).toEqual(['1'])
    expect([...finished].sort()).toEqual(['2', '3'])
  })
})

/** A single message, which is handed out as often as told, or every hour for so many days. */
function failing(end: (receiveCount: number) => 'retry' | 'throw', overrides: Partial<ConsumerPorts> = {}) {
  let time = now.getTime()
  const scene = consumer(
    async ({ receiveCount }) => {
      if (end(receiveCount) === 'throw') throw new Error('a bug')
      return { retryAfterSeconds: 900 }
    },
    { now: () => new Date(time), ...overrides },
  )
  const run = (receiveCount: number) => scene.consume(received('1', { receiveCount }))
  return {
    ...scene,
    run,
    pass(days: number) {
      time += days * day
    },
    async runFor(days: number) {
      for (const until = time + days * day; time < until; time += day / 24) await run(21)
    },
  }
}

describe('consume, with a message that has been handed out often', () => {
  it('delivers it like any other: it may have stood behind a failing one', async () => {
    const { consume: run, parked } = consumer(done)
    for (let receiveCount = 21; receiveCount < 60; receiveCount++)
      expect(await run(received('1', { receiveCount }))).toEqual([])
    expect(parked).toEqual({})
  })

  it('does not count runs that ended with an error', async () => {
    const {
      consume: run,
      parked,
      rows,
    } = consumer(async () => {
      throw new Error('the table is away')
    })
    for (let receiveCount = 21; receiveCount < 60; receiveCount++)
      expect(await run(received('1', { receiveCount }))).toEqual(['1'])
    expect(parked).toEqual({})
    expect(rows.get('unfinished#crm#1')).toMatchObject({ runs: 0, failingSince: now.toISOString() })
  })

  it('parks it once every run has failed for three days', async () => {
    const { run, runFor, parked, pass, lines } = failing(() => 'throw')
    await runFor(3)
    expect(await run(22)).toEqual(['1'])
    pass(0.001)
    expect(await run(23)).toEqual([])
    expect(parked).toEqual({ '1': 'keeps_failing' })
    expect(lines.filter(({ code }) => code === 'failed')).toHaveLength(3 * 24 + 1)
  })

  it('does not take the days for failures in which its destination was stopped and nobody read it', async () => {
    let held: number | undefined
    const { run, runFor, parked } = failing(() => 'throw', { hold: async () => held })
    await run(21)
    held = 1200
    await runFor(4)
    held = undefined
    expect(await run(22)).toEqual(['1'])
    expect(parked).toEqual({})
  })

  it('lets it fail now and then, as long as a run between ends well', async () => {
    const { run, parked, pass, rows } = failing((receiveCount) => (receiveCount === 22 ? 'retry' : 'throw'))
    await run(21)
    pass(2)
    await run(22)
    expect(rows.get('unfinished#crm#1')).toEqual({ version: expect.any(Number), runs: 0 })
    pass(2)
    expect(await run(23)).toEqual(['1'])
    expect(parked).toEqual({})
  })

  it('sees it again where it can neither be handled nor parked nor noted', async () => {
    const { run, runFor, rows } = failing(() => 'throw', {
      parkUnhandled: async () => {
        throw new Error('the store is away')
      },
    })
    await runFor(4)
    expect(await run(22)).toEqual(['1'])
    expect(rows.get('unfinished#crm#1')).toMatchObject({ failingSince: now.toISOString() })
  })

  it('gives it back untouched where the one before it has used up the time', async () => {
    let left = 1
    const { ledger } = memoryLedger()
    const handled: string[] = []
    const again = await consume(
      [received('1', { receiveCount: 30 }), received('2', { receiveCount: 30 })],
      () => left > 0,
      {
        name: 'crm',
        ledger,
        telemetry: recordingTelemetry().telemetry,
        now: () => now,
        random: () => 0,
        retryCapSeconds: 900,
        postpone: async () => {},
        isDone: async () => false,
        parkUnhandled: async () => {},
        async handle({ id }) {
          handled.push(id)
          left -= 1
          return 'done'
        },
      },
    )
    expect({ handled, again }).toEqual({ handled: ['1'], again: ['2'] })
  })

  it('parks it before SQS moves it aside at its thousandth receipt', async () => {
    const { consume: run, parked } = consumer(done)
    await run(received('1', { receiveCount: 899 }), received('2', { receiveCount: 900 }))
    expect(parked).toEqual({ '2': 'waited_too_long' })
  })

  it.each<[string, Partial<ReceivedMessage>]>([
    ['nine hundred receipts', { receiveCount: 900 }],
    ['twelve days', { sentAt: new Date(now.getTime() - 12.1 * day) }],
  ])('parks after %s nothing of a record that was done with before', async (_, record) => {
    const one = { recordId: 'record', group: 'g', ...record }
    const { consume: run, parked } = consumer(done, { isDone: async ({ id }) => id === 'record#0' })
    expect(await run(received('record#0', one), received('record#1', one))).toEqual([])
    expect(parked).toEqual({ 'record#1': 'waited_too_long' })
  })

  it('parks it before SQS deletes it after fourteen days', async () => {
    const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600 * 1000)
    const { consume: run, parked } = consumer(async () => ({ retryAfterSeconds: 900 }))
    const again = await run(
      received('1', { sentAt: daysAgo(11.9) }),
      received('2', { sentAt: daysAgo(12.1) }),
      received('3'),
    )
    expect({ again, parked }).toEqual({ again: ['1', '3'], parked: { '2': 'waited_too_long' } })
  })
})

describe('consume, with a record that holds several messages', () => {
  it.each([
    ['cannot be read', 1, () => Promise.reject(new MalformedPayload('not_json', 'no')), 'not_json'],
    ['kills the function', 21, () => new Promise<never>(() => {}), 'kills_function'],
    [
      'is of no known form',
      1,
      () => Promise.reject(new MalformedPayload('not_an_event', 'no')),
      'not_an_event',
    ],
  ])('parks one that %s once, however often it comes back for the others', async (_, first, handle, code) => {
    const parked: string[] = []
    let time = now.getTime()
    const { consume: run } = consumer(
      ({ id }) => (id === 'record#0' ? handle() : Promise.resolve({ retryAfterSeconds: 10_800 })),
      {
        now: () => new Date(time),
        parkUnhandled: async ({ id }, why) => void parked.push(`${id} ${why}`),
      },
    )
    for (let receiveCount = first; receiveCount < first + 30; receiveCount += 1) {
      const record = { recordId: 'record', group: 'g', receiveCount }
      const killed = new Promise((resolve) => setTimeout(resolve, 5))
      await Promise.race([run(received('record#0', record), received('record#1', record)), killed])
      // Some come back within the hour, and some after half a day.
      time += receiveCount < first + 20 ? 60_000 : 12 * 3_600_000
    }
    expect(parked).toEqual([`record#0 ${code}`])
  })
})

describe('consume, with a suspicious record', () => {
  it('counts no runs of what is done, but lets it come to its end once more', async () => {
    const handled: string[] = []
    const { consume: run, rows } = consumer(
      async ({ id }) => {
        handled.push(id)
        return 'done'
      },
      {
        isDone: async ({ id }) => {
          if (id === 'record#1') throw new Error('the table is away')
          return id === 'record#0'
        },
      },
    )
    const record = { recordId: 'record', group: 'g', receiveCount: 21 }
    await run(...['record#0', 'record#1', 'record#2'].map((id) => received(id, record)))
    expect(handled).toEqual(['record#0', 'record#1', 'record#2'])
    expect([...rows.keys()]).toEqual(['unfinished#crm#record#1', 'unfinished#crm#record#2'])
  })
})

describe('consume, with an event that does not validate', () => {
  /** One message of a group of two, received as often as it takes; `newCodeAfter` minutes it is understood. */
  async function untilSettled(firstReceipt: number, newCodeAfter = Number.POSITIVE_INFINITY) {
    let time = now.getTime()
    const minutes = () => (time - now.getTime()) / 60_000
    const delivered: string[] = []
    const {
      consume: run,
      parked,
      postponed,
    } = consumer(
      async ({ id }) => {
        if (id === '1' && minutes() < newCodeAfter) throw new MalformedPayload('not_an_event', 'a new kind')
        delivered.push(id)
        return 'done'
      },
      { now: () => new Date(time) },
    )
    let receiveCount = firstReceipt
    const group = ['1', '2'].map((id) => received(id, { group: 'a' }))
    while ((await run(...group.map((each) => ({ ...each, receiveCount })))).length > 0) {
      expect(Object.keys(parked)).toEqual([])
      expect(delivered).toEqual([])
      time += (postponed['1'] ?? 0) * 1000
      receiveCount += 1
    }
    return { minutes: minutes(), parked, delivered, receipts: receiveCount - firstReceipt }
  }

  it.each([1, 15, 30, 500])(
    'waits for newer code at receipt %i, and is then understood, in order',
    async (first) => {
      const { parked, delivered } = await untilSettled(first, 10)
      expect({ parked, delivered }).toEqual({ parked: {}, delivered: ['1', '2'] })
    },
  )

  it('waits for newer code again at the next deployment, days after the one before', async () => {
    let time = now.getTime()
    const { consume: run, parked } = consumer(
      async () => {
        throw new MalformedPayload('not_an_event', 'a new kind')
      },
      { now: () => new Date(time) },
    )
    await run(received('1', { receiveCount: 5 }))
    time += 2 * day
    expect(await run(received('1', { receiveCount: 6 }))).toEqual(['1'])
    expect(parked).toEqual({})
  })

  it.each([1, 15, 30, 500])('is parked after a quarter of an hour at receipt %i', async (first) => {
    const { parked, delivered, minutes, receipts } = await untilSettled(first)
    expect({ parked, delivered }).toEqual({ parked: { '1': 'not_an_event' }, delivered: ['2'] })
    expect(minutes).toBeGreaterThan(15)
    expect(minutes).toBeLessThan(17)
    expect(receipts).toBeLessThan(50)
  })
})

describe('consume, with a message that can be held back unread', () => {
  it('neither reads it nor writes anything, but parks it in time all the same', async () => {
    const handled: string[] = []
    const asked: string[] = []
    const scene = consumer(
      async ({ id }) => {
        handled.push(id)
        return 'done'
      },
      {
        hold: async ({ id }) => {
          asked.push(id)
          return id === 'free' ? undefined : 1200
        },
      },
    )
    const again = await scene.consume(
      received('new'),
      received('held', { receiveCount: 30 }),
      received('free', { receiveCount: 2 }),
      received('old', { receiveCount: 900 }),
    )
    expect({ again, handled, asked }).toEqual({
      again: ['held'],
      handled: ['new', 'free'],
      asked: ['free', 'held'],
    })
    expect(scene.postponed).toEqual({ held: 1200 })
    expect(scene.parked).toEqual({ old: 'waited_too_long' })
    expect([...scene.rows.keys()]).toEqual([expect.stringMatching(/old$/)])
  })
})
