import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import {
  change,
  comment,
  customer,
  directMessage,
  page,
  post,
  reaction,
} from '../../support/contact-events.ts'
import { routeStory } from '../../support/route-story.ts'

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

/** A small world in which everything happens to the same few messages. */
const happening: fc.Arbitrary<ContactEvent> = fc
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

const setting = {
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

const content = (rows: Map<string, unknown>) => Object.fromEntries(rows)

describe('route, when its process dies', () => {
  it('comes to the same after a repetition, at whichever call it died', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { minLength: 1, maxLength: 7 }),
        fc.nat(6),
        fc.nat(16),
        fc.constantFrom('before' as const, 'after' as const),
        async (events, victim, at, when) => {
          const undisturbed = routeStory(setting)
          await undisturbed.route(...events)

          const disturbed = routeStory(setting)
          for (const [index, event] of events.entries()) {
            if (index === victim % events.length) {
              disturbed.process.plan({ at, when })
              const died = await disturbed.route(event).then(
                () => false,
                () => true,
              )
              expect(died).toBe(disturbed.process.died())
              disturbed.process.plan()
            }
            await disturbed.route(event)
          }

          for (const name of ['crm', 'board']) {
            // What is sent twice has the same deduplication id: SQS takes it once, or deliver skips it.
            const once = new Map(disturbed.taken(name).map((message) => [message.deduplicationId, message]))
            expect([...once.values()]).toEqual(undisturbed.taken(name))
            for (const message of disturbed.taken(name))
              expect(message).toEqual(once.get(message.deduplicationId))
          }
          expect(content(disturbed.rows)).toEqual(content(undisturbed.rows))
          expect(content(disturbed.objects)).toEqual(content(undisturbed.objects))
        },
      ),
      { numRuns: 300 },
    )
  }, 60_000)

  it('marks an event as processed only when every queue has it', async () => {
    const event = comment('777_10', customer('anne'))
    for (let at = 0; ; at++) {
      const story = routeStory({ destinations: [{ name: 'crm' }, { name: 'acd' }] })
      story.process.plan({ at, when: 'after' })
      await story.route(event).catch(() => {})
      if (!story.process.died()) break
      const served = story.taken('crm').length + story.taken('acd').length
      expect(story.rows.has(`processed#${event.id}`) && served < 2).toBe(false)
    }
  })
})
