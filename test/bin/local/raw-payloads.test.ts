import { expect, it } from 'vitest'
import { keepRawPayloads } from '../../../bin/local/raw-payloads.ts'

const payload = (size: number) => ({ platform: 'facebook', contentType: '', body: new Uint8Array(size) })

it('gives back all that came at one millisecond, and forgets all where it is told to', () => {
  const payloads = keepRawPayloads()
  payloads.keep('a', payload(1))
  payloads.keep('a', payload(2))
  payloads.keep('b', payload(3))
  expect(payloads.of('a').map(({ body }) => body.length)).toEqual([1, 2])
  expect(payloads.of('c')).toEqual([])
  payloads.forget()
  expect([...payloads.of('a'), ...payloads.of('b')]).toEqual([])
})

it.each([{ maxPayloads: 2 }, { maxBytes: 20 }])('forgets the oldest beyond %o', (bounds) => {
  const payloads = keepRawPayloads(bounds)
  for (const name of ['a', 'b', 'c']) payloads.keep(name, payload(10))
  expect(['a', 'b', 'c'].map((name) => payloads.of(name).length)).toEqual([0, 1, 1])
})
