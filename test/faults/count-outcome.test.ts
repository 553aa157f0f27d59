import { describe, expect, it } from 'vitest'
import { brokenPromises, countOutcome, type Happened } from './count-outcome.ts'
import type { Malice, Update } from './traffic.ts'

function update(conversation: string, index: number, malice?: Malice): Update {
  const messageId = `facebook:${conversation}${index}`
  return { messageId, conversation, index, surface: 'direct_message', text: '', ...(malice && { malice }) }
}

/** All accepted at 0; arrivals a millisecond apart, `id` being that of the event unless told. */
function happened(
  updates: Update[],
  arrivals: (string | [messageId: string, id: string])[],
  parked: string[] = [],
): Happened {
  return {
    updates,
    acceptedAt: new Map(updates.map(({ messageId }) => [messageId, 0])),
    arrivals: arrivals.map((arrival, at) => {
      const [messageId, id] = typeof arrival === 'string' ? [arrival, arrival] : arrival
      return { messageId: `facebook:${messageId}`, id, at }
    }),
    parked: new Set(parked.map((messageId) => `facebook:${messageId}`)),
  }
}

describe('counting', () => {
  const two = [update('a', 0), update('a', 1)]

  it('finds nothing wrong where all arrived once and in order', () => {
    const all = happened([...two, update('b', 0)], ['a0', 'b0', 'a1'])
    expect(countOutcome(all)).toEqual({
      sent: 3,
      accepted: 3,
      delivered: 3,
      parked: 0,
      lost: 0,
      duplicates: { honouring: 0, naive: 0 },
      orderBreaks: 0,
      longestWaitMs: 2,
    })
    expect(brokenPromises(countOutcome(all), all)).toEqual([])
  })

  it('counts as lost what was accepted and is neither delivered nor parked', () => {
    const all = happened([...two, update('a', 2)], ['a1'], ['a2'])
    expect(countOutcome(all)).toMatchObject({ delivered: 1, parked: 1, lost: 1 })
    expect(brokenPromises(countOutcome(all), all)).toContain('1 lost after their 200')
  })

  it('says what never had its 200', () => {
    const all = { ...happened(two, ['a0', 'a1']), acceptedAt: new Map([['facebook:a0', 0]]) }
    expect(brokenPromises(countOutcome(all), all)).toEqual(['1 sent and never accepted'])
  })

  it('tells a repetition under the same key from one under another', () => {
    const all = happened(two, ['a0', 'a0', ['a0', 'other'], 'a1'])
    expect(countOutcome(all).duplicates).toEqual({ honouring: 1, naive: 2 })
    expect(brokenPromises(countOutcome(all), all)).toHaveLength(1)
  })

  it('counts what overtook within its conversation, and nothing else', () => {
    expect(countOutcome(happened(two, ['a1', 'a0'])).orderBreaks).toBe(1)
    expect(countOutcome(happened(two, ['a0', 'a1', 'a0'])).orderBreaks).toBe(0)
    expect(countOutcome(happened([update('a', 0), update('b', 1)], ['b1', 'a0'])).orderBreaks).toBe(0)
  })

  it('does not call it an order break where the earlier one was given up', () => {
    expect(countOutcome(happened(two, ['a1'], ['a0'])).orderBreaks).toBe(0)
  })

  it('complains of what was parked for nothing, and of poison that was not', () => {
    const all = happened([update('a', 0, 'rejected'), update('a', 1)], ['a0'], ['a1'])
    expect(brokenPromises(countOutcome(all), all)).toEqual([
      '1 parked though nothing was wrong with them',
      '1 poisonous and not parked',
    ])
  })
})
