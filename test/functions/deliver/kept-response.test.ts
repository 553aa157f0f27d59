import { expect, it } from 'vitest'
import { remarkMetadata } from '../../../functions/aws/s3-remark.ts'
import { keptResponse } from '../../../functions/deliver/kept-response.ts'
import { routedEvent } from '../../contracts/routed-event.ts'

const event = routedEvent()

it.each([
  ['a line', ' phone\r\n\u001b[1mis\u202e missing ', 'phone [1mis missing'],
  ['nothing of nothing', undefined, undefined],
  ['nothing of what cannot be seen', ' \u200b\n', undefined],
])('keeps of what a destination said %s', (_what, said, kept) => {
  expect(keptResponse(event, said)).toBe(kept)
})

it('keeps no more than fits the header that it is stored in, whatever an adapter hands over', () => {
  const kept = keptResponse(event, '\u{1f69a}'.repeat(100_000)) ?? ''
  expect(kept.length).toBeLessThanOrEqual(200)
  expect(JSON.stringify(remarkMetadata(kept)).length).toBeLessThan(1024)
  expect(keptResponse(event, JSON.parse('{"error":"x"}'))).toBeUndefined()
})

it.each(['erased', 'deleted', 'edited'] as const)(
  'keeps nothing where the words of the event are %s',
  (withheld) => {
    const message = { id: 'facebook:777_10', attachments: [], withheld }
    expect(keptResponse({ message }, 'the phone of Änne Grün is missing')).toBeUndefined()
  },
)
