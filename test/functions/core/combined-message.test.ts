import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  combineMessages,
  maxMessageBytes,
  splitBody,
  takeCombinable,
} from '../../../functions/core/combined-message.ts'
import { toEscapedJson } from '../../../functions/core/json.ts'

const message = (id: string, body: string) => ({ id, group: 'g', body, deduplicationId: id })
const events = fc.array(
  fc.record({
    id: fc.string(),
    text: fc.oneof(fc.string({ unit: 'binary' }), fc.constant(']}\n"events":[')),
  }),
  { minLength: 2, maxLength: 20 },
)

describe('messages that go in one', () => {
  it('come out as they went in, whatever is written in them', () => {
    fc.assert(
      fc.property(events, (all) => {
        const messages = all.map(({ id, text }) => message(id, toEscapedJson({ text })))
        const { body } = combineMessages(messages)
        expect(splitBody(body)).toEqual(
          messages.map(({ deduplicationId, body }) => ({ deduplicationId, body })),
        )
        expect(JSON.parse(body)).toEqual({
          ids: all.map(({ id }) => id),
          events: all.map(({ text }) => ({ text })),
        })
      }),
    )
  })

  it('are the message itself where it is the only one', () => {
    expect(combineMessages([message('evt_1', '{}')])).toEqual(message('evt_1', '{}'))
    expect(splitBody('{"schemaVersion":"1"}')).toBeUndefined()
  })

  it('say what each of them brings, where one brings anything', () => {
    const [a, b] = [message('a', '{}'), { ...message('b', '{}'), brings: [{ id: 'twitter:1' }] }]
    expect(combineMessages([a, b, a]).brings).toEqual([null, { id: 'twitter:1' }, null])
    expect(combineMessages([a, a])).not.toHaveProperty('brings')
  })

  it('have a deduplication id that says which they are, so that the queue takes them once', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => message(id, '{}'))
    const idOf = (...messages: (typeof a)[]) =>
      combineMessages(messages.flatMap((each) => each ?? [])).deduplicationId
    expect(idOf(a, b)).toBe(idOf(a, b))
    expect(new Set([idOf(a, b), idOf(b, a), idOf(a, c), idOf(a, b, c)]).size).toBe(4)
    expect(idOf(a, b)).toMatch(/^[\w-]{1,128}$/)
  })

  it('are as many as a queue takes in one, and one at least', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 250_000 }), { minLength: 1, maxLength: 150 }),
        (sizes) => {
          const messages = sizes.map((size, index) => message(`evt_${index}`, `"${'ü'.repeat(size / 2)}"`))
          const taken = takeCombinable(messages)
          expect(taken).toEqual(messages.slice(0, taken.length))
          expect(taken.length).toBeGreaterThan(0)
          expect(taken.length).toBeLessThanOrEqual(100)
          if (taken.length > 1)
            expect(Buffer.byteLength(combineMessages(taken).body)).toBeLessThanOrEqual(maxMessageBytes + 100)
        },
      ),
      { numRuns: 50 },
    )
  })

  it.each([
    ['cut off', '{"ids":["a","b"],"events":[\n{},\n{}'],
    ['with fewer events than ids', '{"ids":["a","b"],"events":[\n{}\n]}'],
    ['with ids that are none', '{"ids":[1,2],"events":[\n{},\n{}\n]}'],
    ['not JSON', '{"ids":[,"events":[\n{}\n]}'],
  ])('are left together where they are %s: nobody can tell them apart', (_, body) => {
    expect(splitBody(body)).toBeUndefined()
  })
})
