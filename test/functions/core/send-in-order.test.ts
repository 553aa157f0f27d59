import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OutgoingMessage } from '../../../functions/core/ports.ts'
import { sendInOrder } from '../../../functions/core/send-in-order.ts'
import { memoryQueue } from '../../support/memory-ports.ts'

type Fault = 'sender' | 'queue' | undefined

const plans = fc.array(
  fc.record({
    group: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    fault: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, fc.constantFrom('sender', 'queue')),
    // Up to what SQS takes at most; umlauts and Chinese take more bytes than characters.
    body: fc
      .tuple(fc.constantFrom('x', 'ü', '漢'), fc.integer({ min: 1, max: 330_000 }))
      .map(([letter, length]) => ({ letter, length })),
  }),
  { maxLength: 40 },
)

function toMessages(
  plan: readonly { group: string; fault: Fault; body: { letter: string; length: number } }[],
) {
  const faults = new Map<string, Fault>()
  const messages = plan.map(({ group, fault, body }, index): OutgoingMessage => {
    const id = `evt_${index}`
    faults.set(id, fault)
    return { id, group, body: body.letter.repeat(body.length), deduplicationId: id }
  })
  return { messages, faultOf: ({ id }: OutgoingMessage) => faults.get(id) }
}

const ids = (messages: readonly OutgoingMessage[]) => messages.map(({ id }) => id)

describe('sendInOrder', () => {
  it('keeps every call within what SQS takes: ten messages, a megabyte, none of one group twice', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { messages, faultOf } = toMessages(plan)
        const { queue, batches } = memoryQueue(faultOf)
        await sendInOrder(queue, messages)
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(10)
          expect(new Set(batch.map(({ group }) => group)).size).toBe(batch.length)
          const bytes = batch.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0)
          expect(bytes).toBeLessThanOrEqual(1_000_000)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('stops a group at its first failure and passes over what the queue will never take', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { messages, faultOf } = toMessages(plan)
        const { queue, taken } = memoryQueue(faultOf)
        const report = await sendInOrder(queue, messages)
        for (const group of Map.groupBy(messages, (message) => message.group).values()) {
          const inGroup = (message: OutgoingMessage) => message.group === group[0]?.group
          const settled = new Set([...taken, ...report.refused].filter(inGroup).map(({ id }) => id))
          const reached = group.slice(0, settled.size)
          expect(new Set(ids(reached))).toEqual(settled)
          expect(ids(taken.filter(inGroup))).toEqual(ids(reached.filter((each) => !faultOf(each))))
          expect(ids(report.refused.filter(inGroup))).toEqual(ids(reached.filter((each) => faultOf(each))))
          // What is not reached waits for one that was not taken, or came in one message with it.
          if (reached.length < group.length)
            expect(group.slice(reached.length).map(faultOf)).toContain('queue')
        }
        expect(taken.length + report.refused.length + report.failed).toBe(messages.length)
      }),
      { numRuns: 50 },
    )
  })

  it('puts a thousand comments on one post into ten messages', async () => {
    const { queue, batches, taken } = memoryQueue()
    const messages = Array.from({ length: 1000 }, (_, index) => ({
      id: `evt_${index}`,
      group: 'post',
      body: '{"text":"hello"}',
      deduplicationId: `evt_${index}`,
    }))
    expect(await sendInOrder(queue, messages)).toEqual({ refused: [], failed: 0 })
    expect(batches.map((batch) => batch.length)).toEqual(Array(10).fill(1))
    expect(ids(taken)).toEqual(ids(messages))
  })

  it('counts a message that the queue says nothing about as not taken', async () => {
    const message = (id: string) => ({ id, group: 'a', body: '{}', deduplicationId: id })
    const report = await sendInOrder({ send: async () => [] }, [message('1'), message('2')])
    expect(report).toEqual({ refused: [], failed: 2 })
  })

  it('sends a webhook of unrelated events in parallel calls, eight at a time', async () => {
    let running = 0
    let most = 0
    const messages = Array.from({ length: 200 }, (_, index) => ({
      id: `evt_${index}`,
      group: String(index),
      body: '{}',
      deduplicationId: `evt_${index}`,
    }))
    const report = await sendInOrder(
      {
        async send(batch) {
          most = Math.max(most, ++running)
          await new Promise((resolve) => setTimeout(resolve, 1))
          running -= 1
          return batch.map(({ id }) => ({ id, taken: true }))
        },
      },
      messages,
    )
    expect({ most, report }).toEqual({ most: 8, report: { refused: [], failed: 0 } })
  })
})
