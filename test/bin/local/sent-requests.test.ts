import { expect, it } from 'vitest'
import { keepSentRequests, type SentRequest } from '../../../bin/local/sent-requests.ts'

const sent = (eventId: string, body = '', attempt = 1): SentRequest => ({
  destination: 'crm',
  eventId,
  attempt,
  at: '2026-11-21T12:00:00.000Z',
  ms: 1,
  method: 'POST',
  url: '',
  headers: {},
  body,
  bytes: body.length,
  isCut: false,
})

it('gives back what was sent of an event in its order, and forgets all where it is told to', () => {
  const requests = keepSentRequests({ maxRequests: 2 })
  for (const n of [1, 2, 3]) requests.keep(sent('a', `${n}`, n))
  requests.keep(sent('b'))
  expect(requests.of('a').map(({ body }) => body)).toEqual(['2', '3'])
  expect(requests.of('c')).toEqual([])
  requests.forget()
  expect([...requests.of('a'), ...requests.of('b')]).toEqual([])
})

it.each([{ maxEvents: 2 }, { maxCharacters: 20 }])(
  'forgets the event that was sent longest ago beyond %o',
  (bounds) => {
    const requests = keepSentRequests(bounds)
    for (const id of ['a', 'b', 'a', 'c']) requests.keep(sent(id, 'x'.repeat(5)))
    requests.keep(sent('c', 'x'.repeat(5)))
    expect(['a', 'b', 'c'].map((id) => requests.of(id).length)).toEqual([2, 0, 2])
  },
)

it('counts what it has dropped no more', () => {
  const requests = keepSentRequests({ maxCharacters: 20, maxRequests: 1 })
  for (let n = 0; n < 100; n += 1) requests.keep(sent('a', 'x'.repeat(10)))
  requests.keep(sent('b', 'x'.repeat(10)))
  expect(['a', 'b'].map((id) => requests.of(id).length)).toEqual([1, 1])
})
