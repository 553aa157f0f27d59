import { beforeEach, describe, expect, it } from 'vitest'
import { createFeed, type Feed } from '../../../bin/console/feed.ts'
import { texts } from '../../../bin/console/language.ts'
import { createUpdates } from '../../../bin/console/live.ts'
import type { PageState, Viewer } from '../../../bin/console/page-state.ts'
import { seeEvent } from '../../../bin/console/seen-event.ts'
import { conversationAnchor } from '../../../bin/console/views/conversation.ts'
import { createTickets } from '../../../bin/local/demo-tickets.ts'
import { routedEvent } from '../../contracts/routed-event.ts'

const viewer: Viewer = { language: 'en', texts: texts.en, window: 30 }
const id = (n: number) => `evt_${String(n).padStart(32, '0')}`
const come = (feed: Feed, n: number, conversation = `facebook:${n}`) =>
  feed.route(seeEvent(routedEvent({ id: id(n), conversation: { id: conversation, match: 'platform' } })), [
    'crm',
  ])

let state: PageState
beforeEach(() => {
  state = {
    status: 'ok',
    feed: createFeed(),
    tickets: createTickets(),
    crm: { mode: 'ok', received: 0, duplicates: 0 },
    samples: new Map(),
    sendings: [],
  }
})

describe('what a viewer is told', () => {
  it('is everything at first, and nothing while nothing changes', () => {
    come(state.feed, 1)
    const update = createUpdates(viewer)
    const first = update(state)
    expect(Object.keys(first?.cards ?? {})).toEqual([conversationAnchor('facebook:1')])
    expect(Object.keys(first?.fragments ?? {})).toContain('headline')
    expect(update(state)).toBeUndefined()
  })

  it('is only what has changed', () => {
    for (const n of [1, 2, 3]) come(state.feed, n)
    const update = createUpdates(viewer)
    update(state)
    state.feed.deliver(id(2), { destination: 'crm', status: 'waiting', attempts: 1, reason: 'answered 500' })
    const next = update(state)
    expect(Object.keys(next?.cards ?? {})).toEqual([conversationAnchor('facebook:2')])
    expect(next?.cards[conversationAnchor('facebook:2')]).toContain('answered 500')
    expect(next?.fragments).toEqual({})
  })

  it('leads to the ticket where a system has one, and says what it could not hold', () => {
    come(state.feed, 1)
    state.feed.deliver(id(1), {
      destination: 'rt',
      status: 'delivered',
      attempts: 1,
      url: 'https://rt.test/?id=7&"><script>',
      degraded: ['attachment_linked', '<script>'],
    })
    const card = createUpdates(viewer)(state)?.cards[conversationAnchor('facebook:1')]
    expect(card).toContain('<a href="https://rt.test/?id=7&amp;&quot;&gt;&lt;script&gt;" rel="noreferrer">')
    expect(card).toContain('attachment_linked')
    expect(card).not.toContain('<script>')
  })

  it('says nothing of the demo CRM’s tickets where it stands in for no destination, or for none of these', () => {
    come(state.feed, 1)
    state.feed.deliver(id(1), { destination: 'rt', status: 'delivered', attempts: 1 })
    const card = (more: Partial<PageState>) =>
      createUpdates(viewer)({ ...state, ...more })?.cards[conversationAnchor('facebook:1')]
    const head = (more: Partial<PageState>) =>
      createUpdates(viewer)({ ...state, ...more })?.fragments['conversations-head']
    const real = ['crm', 'rt'].map((name) => ({ name, adapter: 'request-tracker' }))
    expect([card({}), head({})].join()).toMatch(/No ticket.*demo CRM/s)
    expect(card({ real })).toContain('It does not go to the demo CRM.')
    expect([card({ real, hasDemoCrm: false }), head({ hasDemoCrm: false })].join()).not.toMatch(
      /ticket.*demo/is,
    )
    expect(card({ real, hasDemoCrm: false })).not.toContain('class="tickets"')
  })

  it('is each viewer’s own', () => {
    come(state.feed, 1)
    const [one, other] = [
      createUpdates(viewer),
      createUpdates({ ...viewer, language: 'de', texts: texts.de }),
    ]
    expect(one(state)?.summary).toBe('1 contact is on the way.')
    expect(other(state)?.summary).toBe('1 Kontakt ist unterwegs.')
  })

  it('is a window of ten thousand events, and rendered in a moment', () => {
    for (let n = 0; n < 10_000; n += 1) come(state.feed, n, `facebook:${n % 2500}`)
    const update = createUpdates(viewer)
    const first = update(state)
    expect(first?.order).toHaveLength(30)
    expect(JSON.stringify(first).length).toBeLessThan(300_000)

    const began = performance.now()
    for (let n = 0; n < 50; n += 1) {
      come(state.feed, 10_000 + n)
      update(state)
    }
    // A loaded machine takes 4 ms each; a whole render of everything would take seconds.
    expect((performance.now() - began) / 50).toBeLessThan(50)
    // What is forgotten unfinished counts no more: the numbers add up all the same.
    expect(state.feed.totals.accepted).toBe(10_000)
  })
})
