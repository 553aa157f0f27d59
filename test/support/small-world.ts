import * as fc from 'fast-check'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import { change, comment, customer, directMessage, page, post, reaction } from './contact-events.ts'

const people = [customer('anne'), customer('bert'), page]
const person = fc.constantFrom(...people)
const often = [1, 2, 3].flatMap(() => [
  'post',
  'comment',
  'comment',
  'message',
  'edit',
  'deletion',
  'reaction',
])

/** Of a small world in which everything happens to the same few messages. */
export const happening: fc.Arbitrary<ContactEvent> = fc
  .record({
    by: person,
    minute: fc.nat(5),
    id: fc.constantFrom('777_10', '777_11', '777_12'),
    under: fc.constantFrom(undefined, '777_10', '777_11'),
    what: fc.constantFrom(...often, 'large'),
    addressing: fc.constantFrom('direct' as const, 'mention' as const),
  })
  .map(({ by, minute, id, under, what, addressing }) => {
    const said = comment(id, by, under === id ? undefined : under, { minute, addressing })
    if (what === 'post') return post('4711_777', by, { minute })
    if (what === 'message') return directMessage(id, by, { minute })
    if (what === 'edit') return change('message.edited', said, { minute: minute + 10 })
    if (what === 'deletion') return change('message.deleted', said, { minute: minute + 10 })
    if (what === 'reaction') return reaction(said, by, { minute: minute + 10 })
    if (what === 'large') return { ...said, message: { ...said.message!, text: 'x'.repeat(200_001) } }
    return said
  })

/** Who gets what of it. */
export const setting = {
  destinations: [{ name: 'crm' }, { name: 'board', holds: 'public' as const }],
  routing: {
    match: 'all' as const,
    rules: [
      { when: { visibility: ['public' as const] }, to: ['board'], forward: 'all' as const },
      { when: { visibility: ['private' as const], direction: ['outbound' as const] }, to: ['board'] },
      { when: { direction: ['inbound' as const, 'community' as const] }, to: ['crm'] },
    ],
  },
}
