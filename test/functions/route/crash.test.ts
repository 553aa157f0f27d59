import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comment, customer } from '../../support/contact-events.ts'
import { routeStory } from '../../support/route-story.ts'
import { happening, setting } from '../../support/small-world.ts'

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
