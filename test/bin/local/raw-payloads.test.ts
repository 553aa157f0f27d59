import { expect, it } from 'vitest'
import { keepRawPayloads } from '../../../bin/local/raw-payloads.ts'

const payload = (text: string) => ({ platform: 'facebook', contentType: '', body: Buffer.from(text) })
const at = (ms: number) => new Date(1_800_000_000_000 + ms)
const between = (from: number, to: number) => ({ from: at(from), to: at(to) })
const received = (ms: number) => at(ms).toISOString()

it('gives back what was under way when an event was received, and forgets all where it is told to', () => {
  const payloads = keepRawPayloads()
  payloads.keep(between(0, 5), payload('a'))
  payloads.keep(between(3, 9), payload('b'))
  payloads.keep(between(20, 20), payload('c'))
  const of = (ms: number) => payloads.of(received(ms)).map(({ body }) => String(body))
  expect([of(0), of(4), of(9), of(10), of(20)]).toEqual([['a'], ['a', 'b'], ['b'], [], ['c']])
  payloads.forget()
  expect([of(4), of(20)]).toEqual([[], []])
})

it('of several that were under way at once gives back the one that names the message, or all where none does', () => {
  const payloads = keepRawPayloads()
  payloads.keep(between(0, 5), payload('{"id":"777_1"}'))
  payloads.keep(between(0, 5), payload('{"id":"777_2"}'))
  const of = (ownId?: string) => payloads.of(received(2), ownId).map(({ body }) => String(body))
  expect(of('777_2')).toEqual(['{"id":"777_2"}'])
  expect([of('778').length, of().length]).toEqual([2, 2])
})

it.each([{ maxPayloads: 2 }, { maxBytes: 20 }])('forgets the oldest beyond %o', (bounds) => {
  const payloads = keepRawPayloads(bounds)
  for (const ms of [0, 10, 20]) payloads.keep(between(ms, ms), payload('0123456789'))
  expect([0, 10, 20].map((ms) => payloads.of(received(ms)).length)).toEqual([0, 1, 1])
})
