import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFeed } from '../../../bin/console/feed.ts'
import { seeEvent } from '../../../bin/console/seen-event.ts'
import { routedEvent } from '../../contracts/routed-event.ts'

const id = (n: number) => `evt_${String(n).padStart(32, '0')}`
const event = (n: number, conversation = 'facebook:c') =>
  seeEvent(routedEvent({ id: id(n), conversation: { id: conversation, match: 'platform' } }))
const unrouted = (n: number, conversation?: string) => {
  const { work: _, ...rest } = event(n, conversation)
  return rest
}
const waiting = { destination: 'crm', status: 'waiting', attempts: 1, reason: 'answered 500' } as const
const delivered = { destination: 'crm', status: 'delivered', attempts: 2, endedAt: new Date() } as const

describe('the feed', () => {
  it('follows an event from acceptance to delivery', () => {
    const feed = createFeed()
    feed.accept(unrouted(1))
    expect(feed.totals).toMatchObject({ accepted: 1, delivered: 0, on_the_way: 1 })
    feed.route(event(1), ['crm'])
    expect(feed.entry(id(1))).toMatchObject({ routed: true, event: { work: { effect: 'open' } } })
    expect(feed.totals).toMatchObject({ accepted: 1, delivered: 0, on_the_way: 1 })
    feed.deliver(id(1), waiting)
    feed.deliver(id(1), delivered)
    expect(feed.entry(id(1))?.deliveries.get('crm')).toMatchObject({ status: 'delivered', attempts: 2 })
    expect(feed.totals).toMatchObject({ accepted: 1, delivered: 1, on_the_way: 0 })
  })

  it('waits for every destination', () => {
    const feed = createFeed()
    feed.route(event(1), ['crm', 'acd'])
    feed.deliver(id(1), delivered)
    expect(feed.totals).toMatchObject({ accepted: 1, delivered: 0, on_the_way: 1 })
    feed.deliver(id(1), { ...delivered, destination: 'acd' })
    expect(feed.totals).toMatchObject({ accepted: 1, delivered: 1, on_the_way: 0 })
  })

  it('is done with what goes nowhere', () => {
    const feed = createFeed()
    feed.accept(unrouted(1))
    feed.finishRoute(id(1))
    expect(feed.totals).toMatchObject({ accepted: 1, not_asked_for: 1, on_the_way: 0 })
  })

  it('counts what comes again once', () => {
    const feed = createFeed()
    for (const _ of [1, 2, 3]) feed.accept(unrouted(1))
    expect(feed.totals.accepted).toBe(1)
    expect(feed.entry(id(1))?.again).toBe(2)
  })

  it('puts an event where route has put it, at its place in the order of acceptance', () => {
    const feed = createFeed()
    feed.accept(unrouted(1, 'facebook:a'))
    feed.accept(unrouted(2, 'facebook:b'))
    feed.accept(unrouted(3, 'facebook:a'))
    feed.route(event(2, 'facebook:a'), ['crm'])
    expect(feed.conversation('facebook:a')?.entries.map(({ event }) => event.id)).toEqual([
      id(1),
      id(2),
      id(3),
    ])
    expect(feed.conversation('facebook:b')).toBeUndefined()
  })

  it('forgets the oldest beyond its bound, whatever happens, and counts on', () => {
    const step = fc.record({
      n: fc.integer({ min: 1, max: 30 }),
      conversation: fc.constantFrom('facebook:a', 'facebook:b', 'facebook:c'),
      what: fc.constantFrom('accept', 'route', 'deliver', 'finish'),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const feed = createFeed({ maxEvents: 5 })
        for (const { n, conversation, what } of steps) {
          if (what === 'accept') feed.accept(unrouted(n, conversation))
          if (what === 'route') feed.route(event(n, conversation), ['crm'])
          if (what === 'deliver') feed.deliver(id(n), delivered)
          if (what === 'finish') feed.finishRoute(id(n))
        }
        const shown = feed.conversations(100)
        const entries = shown.flatMap((each) => each.entries)
        expect(shown).toHaveLength(feed.conversationCount)
        expect(entries.length).toBeLessThanOrEqual(5)
        expect(new Set(entries.map((entry) => entry.event.id)).size).toBe(entries.length)
        const open = entries.filter(
          ({ routed, deliveries }) =>
            (!routed && deliveries.size === 0) ||
            [...deliveries.values()].some(({ status }) => status !== 'delivered'),
        )
        const { accepted, ...states } = feed.totals
        expect(states.on_the_way).toBe(open.length)
        expect(Object.values(states).reduce((sum, each) => sum + each, 0)).toBe(accepted)
      }),
    )
  })
})

describe('the order of conversations', () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `facebook:${index}`)
  const filled = (count: number) => {
    const feed = createFeed()
    for (const [index, name] of names(count).entries()) feed.accept(unrouted(index, name))
    return feed
  }
  const order = (feed: ReturnType<typeof createFeed>, count = 100) =>
    feed.conversations(count).map((each) => each.id)

  it('has the newest on top', () => {
    expect(order(filled(5))).toEqual(names(5).reverse())
    expect(order(filled(50), 3)).toEqual(names(50).reverse().slice(0, 3))
  })

  it('lets what is being read stay where it is', () => {
    const feed = filled(5)
    feed.accept(unrouted(100, 'facebook:0'))
    expect(order(feed)).toEqual(names(5).reverse())
  })

  it('brings one from further down to the top when something happens in it', () => {
    const feed = filled(40)
    feed.accept(unrouted(100, 'facebook:3'))
    expect(order(feed, 2)).toEqual(['facebook:3', 'facebook:39'])
    expect(new Set(order(feed)).size).toBe(40)
  })
})
