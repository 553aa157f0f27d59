import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { processBatch, type Verdict } from '../../../functions/core/process-batch.ts'

interface Message {
  readonly id: string
  readonly group: string
  /** Seconds to wait, or nothing where it succeeds. */
  readonly retry?: number
}

async function run(messages: readonly Message[], mayStart: () => boolean = () => true) {
  const handled: Message[] = []
  const postponed: { message: Message; seconds: number }[] = []
  const again = await processBatch(messages, {
    mayStart,
    async handle(message): Promise<Verdict> {
      handled.push(message)
      return message.retry === undefined ? 'done' : { retryAfterSeconds: message.retry }
    },
    async postpone(message, seconds) {
      postponed.push({ message, seconds })
    },
  })
  return { handled, postponed, again }
}

const batches = fc
  .array(
    fc.record({
      group: fc.constantFrom('a', 'b', 'c', 'd'),
      retry: fc.option(fc.integer({ min: 1, max: 43_200 }), { nil: undefined, freq: 3 }),
    }),
    { maxLength: 10 },
  )
  .map((all) =>
    all.map(
      ({ group, retry }, index): Message => ({
        id: String(index),
        group,
        ...(retry !== undefined && { retry }),
      }),
    ),
  )

const groupsOf = (messages: readonly Message[]) => [...Map.groupBy(messages, ({ group }) => group).values()]

describe('processBatch', () => {
  it('handles each group in order up to its first failure, whatever the other groups come to', async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (messages) => {
        const { handled } = await run(messages)
        for (const group of groupsOf(messages)) {
          const failing = group.findIndex(({ retry }) => retry !== undefined)
          const expected = failing < 0 ? group : group.slice(0, failing + 1)
          expect(handled.filter((message) => group.includes(message))).toEqual(expected)
        }
      }),
    )
  })

  it('gives the failing head its time, its followers zero, and reports all of them and nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (messages) => {
        const { postponed, again } = await run(messages)
        const expected = groupsOf(messages).flatMap((group) => {
          const failing = group.findIndex(({ retry }) => retry !== undefined)
          if (failing < 0) return []
          return group
            .slice(failing)
            .map((message, index) => ({ message, seconds: index === 0 ? (message.retry ?? 0) : 0 }))
        })
        expect(new Set(postponed)).toEqual(new Set(expected))
        expect(postponed).toHaveLength(expected.length)
        expect(new Set(again)).toEqual(new Set(expected.map(({ message }) => message)))
        expect(again).toEqual(messages.filter((message) => again.includes(message)))
      }),
    )
  })

  it('starts nothing once time is up, and gives all that is left back at once', async () => {
    await fc.assert(
      fc.asyncProperty(batches, fc.nat(10), async (messages, starts) => {
        let started = 0
        const { handled, again, postponed } = await run(messages, () => started++ < starts)
        expect(handled.length).toBeLessThanOrEqual(starts)
        const finished = handled.filter(({ retry }) => retry === undefined)
        expect([...again, ...finished].map(({ id }) => id).sort()).toEqual(
          messages.map(({ id }) => id).sort(),
        )
        for (const { message, seconds } of postponed)
          expect(seconds).toBe(handled.includes(message) ? message.retry : 0)
      }),
    )
  })

  it('goes on behind what was handled together, and comes to what it comes to one by one', async () => {
    await fc.assert(
      fc.asyncProperty(batches, fc.array(fc.nat(4), { maxLength: 20 }), async (messages, sizes) => {
        const finished: Message[] = []
        const again = await processBatch(messages, {
          mayStart: () => true,
          async handleTogether(rest) {
            const end = rest.findIndex(({ retry }) => retry !== undefined)
            const most = end < 0 ? rest.length : end
            const together = rest.slice(0, Math.min(most, sizes.pop() ?? 0))
            finished.push(...together)
            return together.length
          },
          async handle(message): Promise<Verdict> {
            if (message.retry !== undefined) return { retryAfterSeconds: message.retry }
            finished.push(message)
            return 'done'
          },
          postpone: async () => {},
        })
        const alone = await run(messages)
        expect(again).toEqual(alone.again)
        const done = alone.handled.filter(({ retry }) => retry === undefined)
        for (const group of groupsOf(messages)) {
          const ofGroup = (each: Message) => group.includes(each)
          expect(finished.filter(ofGroup)).toEqual(done.filter(ofGroup))
        }
      }),
    )
  })

  it('hands over nothing together once time is up, nor a single message', async () => {
    const together: string[][] = []
    const ports = {
      handleTogether: async (rest: readonly Message[]) => together.push(rest.map(({ id }) => id)) * 0,
      handle: async (): Promise<Verdict> => 'done',
      postpone: async () => {},
    }
    const three = ['1', '2', '3'].map((id) => ({ id, group: 'a' }))
    await processBatch(three, { ...ports, mayStart: () => false })
    expect(together).toEqual([])
    await processBatch(three, { ...ports, mayStart: () => true })
    expect(together).toEqual([
      ['1', '2', '3'],
      ['2', '3'],
    ])
  })

  it('postpones the head before its followers, so that none of them is handed out alone', async () => {
    const { postponed } = await run([
      { id: '1', group: 'a', retry: 30 },
      { id: '2', group: 'a' },
      { id: '3', group: 'a' },
    ])
    expect(postponed.map(({ message }) => message.id)).toEqual(['1', '2', '3'])
  })

  it('handles groups side by side', async () => {
    const running = new Set<string>()
    let most = 0
    await processBatch(
      ['a', 'b', 'c', 'a'].map((group, index) => ({ id: String(index), group })),
      {
        mayStart: () => true,
        async handle({ id }) {
          running.add(id)
          most = Math.max(most, running.size)
          await new Promise((resolve) => setTimeout(resolve, 5))
          running.delete(id)
          return 'done'
        },
        postpone: async () => {},
      },
    )
    expect(most).toBe(3)
  })
})
