import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptanceGroup } from '../../../functions/core/ids.ts'
import { personKey } from '../../../functions/core/person-key.ts'
import type { OutgoingMessage } from '../../../functions/core/ports.ts'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { change, comment, customer, directMessage, page, reaction } from '../../support/contact-events.ts'
import { effects, routeStory } from '../../support/route-story.ts'
import { anne as anneOfMails, letter, mailboxes } from '../../support/small-mails.ts'
import { happening, setting } from '../../support/small-world.ts'

type Story = ReturnType<typeof routeStory>

const anne = customer('anne')
const bert = customer('bert')
const anneErased = [
  `suppression#${personKey({ id: anneOfMails })}`,
  { erasedAt: '2026-11-20T08:02:30.000Z' },
] as const
const names = setting.destinations.map(({ name }) => name)
const groupsOf = (events: readonly ContactEvent[]) => [...Map.groupBy(events, acceptanceGroup).values()]

/** All that is left, but for what only an event that comes again needs. */
function leftBy({ rows, objects }: Pick<Story, 'rows' | 'objects'>) {
  const left = [...rows].map(([key, { version: _, decided: __, turn: ___, ...row }]) => [key, row] as const)
  return { rows: Object.fromEntries(left), objects: Object.fromEntries(objects) }
}

/** As deliver has it, which skips what it knows: in order within each conversation. */
function inOrder(taken: readonly OutgoingMessage[]): Record<string, OutgoingMessage[]> {
  const seen = new Set<string>()
  const once = taken.filter(({ deduplicationId }) => !seen.has(deduplicationId) && seen.add(deduplicationId))
  return Object.fromEntries(Map.groupBy(once, ({ group }) => group))
}

async function oneByOne(events: readonly ContactEvent[], story = routeStory(setting)): Promise<Story> {
  for (const group of groupsOf(events)) await story.route(...group)
  return story
}

function expectSame(story: Story, alone: Story): void {
  for (const name of names) {
    expect(inOrder(story.taken(name))).toEqual(inOrder(alone.taken(name)))
    // What is sent twice says the same.
    for (const copy of story.taken(name)) expect(alone.taken(name)).toContainEqual(copy)
  }
  expect(leftBy(story)).toEqual(leftBy(alone))
}

describe('events of one order group that are routed together', () => {
  it('come to exactly what they come to one after the other', async () => {
    let together = 0
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 2, maxLength: 9 }), async (events) => {
        const story = routeStory(setting)
        for (const group of groupsOf(events))
          for (const run of await story.routeBatch(...group)) if (run > 1) together += run
        expectSame(story, await oneByOne(events))
      }),
      { numRuns: 300 },
    )
    expect(together).toBeGreaterThan(300)
  }, 60_000)

  it('do so where the process dies at any call, and they come again in other batches', async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 9, maxLength: 9 })
    const crashes = fc.array(
      fc.record({ at: fc.nat(60), when: fc.constantFrom('before' as const, 'after' as const) }),
      { minLength: 1, maxLength: 3 },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { minLength: 2, maxLength: 9 }),
        crashes,
        cuts,
        async (events, plans, sizes) => {
          const story = routeStory(setting)
          for (const group of groupsOf(events)) {
            for (const [index, plan] of plans.entries()) {
              story.process.plan(plan)
              await story.routeBatch(...group.slice(0, sizes[index])).catch(() => {})
            }
            story.process.plan()
            await story.routeBatch(...group)
          }
          expectSame(story, await oneByOne(events))
        },
      ),
      { numRuns: 400 },
    )
  }, 60_000)

  it.each([
    ['and the process dies', []],
    ['and one of the people was erased meanwhile', [anneErased]],
  ])('do so where they are mails of one thread %s', async (_, rows) => {
    const plans = fc.array(
      fc.record({ at: fc.nat(60), when: fc.constantFrom('before' as const, 'after' as const) }),
      { maxLength: rows.length > 0 ? 0 : 2 },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(letter, { minLength: 2, maxLength: 7 }),
        plans,
        fc.nat(7),
        async (events, crashes, size) => {
          const [story, alone] = [routeStory(mailboxes), routeStory(mailboxes)]
          for (const each of [story, alone]) for (const [key, row] of rows) each.rows.set(key, row)
          for (const plan of crashes) {
            story.process.plan(plan)
            await story.routeBatch(...events.slice(0, size)).catch(() => {})
          }
          story.process.plan()
          await story.routeBatch(...events)
          expectSame(story, await oneByOne(events, alone))
        },
      ),
      { numRuns: 80 },
    )
  })

  it('are queued in one message of ten at most, and marked as processed only then', async () => {
    const events = Array.from({ length: 12 }, (_, index) =>
      directMessage(`m${index}`, anne, { minute: index }),
    )
    for (let at = 0; ; at++) {
      const story = routeStory()
      story.process.plan({ at, when: 'before' })
      await story.routeBatch(...events).catch(() => {})
      const processed = events.filter(({ id }) => story.rows.has(`processed#${id}`))
      if (processed.length > 0) expect(story.taken()).toHaveLength(12)
      if (story.process.died()) continue
      expect(story.received().map(({ id }) => id)).toEqual(events.map(({ id }) => id))
      expect(story.batches().map((batch) => batch.length)).toEqual([10, 2])
      break
    }
  })

  it('are archived with their order, which nothing else tells of what came in one webhook', async () => {
    const story = routeStory()
    const { receivedAt } = directMessage('m0', anne)
    const events = [0, 1, 2].map((index) => directMessage(`m${index}`, anne, { receivedAt }))
    const turnOf = ({ id }: ContactEvent) => story.rows.get(`archive#${receivedAt}#${id}`)?.['turn']
    expect(await story.routeBatch(...events)).toEqual([3])
    expect(events.map(turnOf)).toEqual([0, 1, 2])
  })

  it('decide on what those before them have left, though nothing of it is written yet', async () => {
    const story = routeStory()
    const said = [
      directMessage('m1', anne, { minute: 1 }),
      directMessage('m2', page, { minute: 2 }),
      directMessage('m3', anne, { minute: 3 }),
      directMessage('m4', anne, { minute: 2 }),
    ]
    expect(await story.routeBatch(...said)).toEqual([4])
    expect(effects(story.received())).toEqual(['open', 'answer', 'append+', 'append+'])
    expect(story.received().map(({ conversation }) => conversation.late ?? false)).toEqual([
      false,
      false,
      false,
      true,
    ])
  })

  it.each([
    ['a message and its deletion', (said: ContactEvent) => [said, change('message.deleted', said)]],
    ['a reply and then what it replies to', (said: ContactEvent) => [comment('r', bert, '777_10'), said]],
    ['the same event twice', (said: ContactEvent) => [reaction(said, bert), reaction(said, bert)]],
  ])('are not decided together where one writes what one before it has read: %s', async (_, tell) => {
    const story = routeStory(setting)
    const events = tell(comment('777_10', anne))
    expect(await story.routeBatch(...events)).toEqual([])
    expectSame(story, await oneByOne(events))
  })

  it('are decided anew where another order group was quicker', async () => {
    const story = routeStory()
    const [first, ...others] = [1, 2, 3].map((minute) => directMessage(`m${minute}`, anne, { minute }))
    await story.route(first!)
    const { conversation } = story.received()[0]!
    story.beforeReplaced(() => {
      const row = story.rows.get(`work#${conversation.id}`)
      story.rows.set(`work#${conversation.id}`, { ...row, answered: true, version: 7 })
    })
    expect(await story.routeBatch(...others)).toEqual([2])
    expect(story.rows.get(`work#${conversation.id}`)).toMatchObject({ answered: true })
    expect(story.received()).toHaveLength(3)
  })
})
