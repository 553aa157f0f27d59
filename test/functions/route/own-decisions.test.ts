import { describe, expect, it } from 'vitest'
import type { Decide, Enrich, JsonValue, OwnDecision } from '../../../functions/contracts/own-functions.ts'
import { inflated } from '../../../functions/core/archived-body.ts'
import { personKey } from '../../../functions/core/person-key.ts'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { change, comment, customer, directMessage, page, reaction } from '../../support/contact-events.ts'
import { effects, routeStory, type Setting } from '../../support/route-story.ts'

const [anne, bert] = [customer('anne'), customer('bert')]
const destinations = [{ name: 'crm' }, { name: 'vip' }, { name: 'forum', holds: 'public' as const }]
const toCrm = { rules: [{ to: ['crm'] }] }

type Asked = Parameters<Decide>[0]

/** Route with functions of one's own, and what they were asked; by message, else by kind. */
function deciding(decisions: Record<string, OwnDecision>, setting: Setting = {}, enriched?: Enrich) {
  const asked: Asked[] = []
  const story = routeStory({
    destinations,
    routing: toCrm,
    ...setting,
    own: {
      async decide(input) {
        asked.push(structuredClone(input))
        return decisions[input.event.message?.id ?? ''] ?? decisions[input.event.kind]
      },
      enrich: async (input) => (await enriched?.(input)) as Record<string, unknown> | undefined,
    },
  })
  const got = () => Object.fromEntries(destinations.map(({ name }) => [name, effects(story.received(name))]))
  return { ...story, asked, got }
}

describe('a decision of one’s own', () => {
  it('sets who gets an event, and what it means for work', async () => {
    const { route, got, received } = deciding({
      'facebook:m1': { to: ['vip'], reason: 'a friend of the house' },
      'facebook:m2': { effect: 'none' },
      'facebook:m3': { to: 'ignore' },
      'facebook:m4': {},
    })
    await route(...['m1', 'm2', 'm3', 'm4'].map((id, minute) => directMessage(id, anne, { minute })))
    expect(got()).toEqual({ crm: ['append+'], vip: ['open'], forum: [] })
    expect(received('vip')[0]?.work.reason).toBe('as decide says: a friend of the house')
  })

  it('counts as heard where it leaves an event to nobody: nothing is parked', async () => {
    const story = deciding(
      { 'message.created': { to: 'ignore' } },
      { routing: { rules: [{ to: ['forum'] }] } },
    )
    await story.route(directMessage('m1', anne))
    expect(story.parked()).toEqual([])
  })

  it('has the rules’ destinations asked anew where it sets the effect alone', async () => {
    const first = comment('777_10', page)
    const story = deciding({ 'facebook:777_10': { effect: 'append' } })
    await story.route(first)
    expect(story.got()['crm']).toEqual(['append'])
  })

  it('brings nothing private to a destination that holds public contacts only', async () => {
    const story = deciding({ 'message.created': { to: ['forum', 'crm'] } })
    await story.route(directMessage('m1', anne), comment('777_10', bert, undefined, { minute: 2 }))
    expect(story.received('forum').map(({ visibility }) => visibility)).toEqual(['public'])
    expect(story.received('crm')).toHaveLength(2)
  })

  it.each(['message.edited', 'message.deleted', 'message.hidden'] as const)(
    'keeps %s from nobody who has the message',
    async (kind) => {
      const message = directMessage('m1', anne)
      for (const to of ['ignore', ['crm']] as const) {
        const story = deciding({ 'message.created': { to: ['vip'] }, [kind]: { to } })
        await story.route(message, change(kind, message))
        expect(story.received('vip').map((event) => event.kind)).toEqual(['message.created', kind])
        expect(story.received('crm').map((event) => event.kind)).toEqual(to === 'ignore' ? [] : [kind])
      }
    },
  )

  it('opens no ticket a second time: the event wakes it up', async () => {
    const story = deciding({ 'facebook:m2': { effect: 'open' }, 'facebook:m3': { effect: 'open' } })
    await story.route(...['m1', 'm2', 'm3'].map((id, minute) => directMessage(id, anne, { minute })))
    expect(story.got()['crm']).toEqual(['open', 'append+', 'append+'])
  })

  it.each([
    ['a reaction', (to: ContactEvent) => reaction(to, bert)],
    ['an edit', (to: ContactEvent) => change('message.edited', to)],
  ])('that opens a ticket with %s leaves none to be opened by what comes next', async (_, after) => {
    const changed = after(directMessage('m1', anne))
    const story = deciding({ [changed.kind]: { effect: 'open' } })
    await story.route(changed, directMessage('m2', anne, { minute: 40 }))
    expect(story.got()['crm']).toEqual(['open', 'append+'])
  })

  it('is not heard twice: what has been routed is skipped', async () => {
    const story = deciding({ 'message.created': { to: ['vip'] } })
    const message = directMessage('m1', anne)
    await story.route(message, message)
    expect([story.asked.length, story.taken('vip').length]).toEqual([1, 1])
  })
})

describe('what a function of one’s own gets to see', () => {
  it('is the event with its work by the rules, what enrich put in, and what is known', async () => {
    const story = deciding({ 'facebook:m1': { to: ['vip'] } }, {}, () => ({ topic: 'tv' }))
    const message = directMessage('m1', anne, { minute: 1 })
    await story.route(
      message,
      directMessage('m2', page, { minute: 2 }),
      directMessage('m3', anne, { minute: 3 }),
      change('message.edited', message),
    )
    const none = { exists: false, answered: false }
    const hers = { author: 'customer', direction: 'inbound', destinations: ['vip'] }
    expect(story.asked.map(({ known, proposed }) => ({ known, proposed }))).toEqual([
      { known: { ticket: none }, proposed: { to: ['crm'], effect: 'open' } },
      { known: { ticket: { exists: true, answered: false } }, proposed: { to: ['crm'], effect: 'answer' } },
      { known: { ticket: { exists: true, answered: true } }, proposed: { to: ['crm'], effect: 'append' } },
      {
        known: { ticket: { exists: true, answered: true }, message: hers },
        proposed: { to: ['crm', 'vip'], effect: 'append' },
      },
    ])
    expect(story.asked[0]?.event).toMatchObject({ extensions: { topic: 'tv' }, work: { effect: 'open' } })
  })

  it('is the same for an event that comes again after a crash', async () => {
    for (const events of [
      [directMessage('m1', anne)],
      [directMessage('m1', anne), directMessage('m2', page, { minute: 2 })],
    ]) {
      let faults = 1
      const last = events.at(-1)?.id
      const fault = (_: string, id: string) => (id === last && faults-- > 0 ? ('queue' as const) : undefined)
      const story = deciding({}, { fault })
      await story.route(...events).catch(() => {})
      await story.route(...events)
      const [again, first] = [story.asked.pop(), story.asked.pop()]
      expect(again?.event.id).toBe(last)
      expect(again).toEqual(first)
    }
  })

  it('is nothing of a person who was erased', async () => {
    const story = deciding(
      {},
      {},
      ({ event }): Record<string, JsonValue> => ({
        said: event.message?.text ?? 'nothing',
      }),
    )
    const message = directMessage('m1', anne)
    story.rows.set(`suppression#${personKey({ id: 'anne' })}`, { erasedAt: '2026-11-21T00:00:00.000Z' })
    await story.route(message)
    expect(story.asked[0]?.event.message?.withheld).toBe('erased')
    expect(JSON.stringify(story.asked)).not.toContain('message m1')
    expect(story.received()[0]).not.toHaveProperty('extensions')
  })
})

describe('fields of one’s own', () => {
  const topic: Enrich = ({ event }) => ({ topic: event.message?.text ?? '' })

  it('go out with the event, and into the archive', async () => {
    const story = deciding({}, {}, topic)
    await story.route(directMessage('m1', anne))
    expect(story.received()[0]?.extensions).toEqual({ topic: 'message m1' })
    const [, archived] = [...story.rows].find(([key]) => key.startsWith('archive#')) ?? []
    expect(JSON.parse(inflated(String(archived?.['body']))).extensions).toEqual({ topic: 'message m1' })
  })

  it('are made anew by a replay, or are gone', async () => {
    const story = routeStory()
    await story.route({ ...directMessage('m1', anne), extensions: { topic: 'of before' } })
    expect(story.received()[0]).not.toHaveProperty('extensions')
  })

  it('are not there where enrich fails, and everything else is', async () => {
    const story = deciding({}, {}, () => undefined)
    await story.route(directMessage('m1', anne))
    expect(effects(story.received())).toEqual(['open'])
    expect(story.received()[0]).not.toHaveProperty('extensions')
  })
})
