import { describe, expect, it } from 'vitest'
import { createFeed } from '../../../bin/console/feed.ts'
import { rereadFeed } from '../../../bin/console/reread-feed.ts'
import { seeEvent } from '../../../bin/console/seen-event.ts'
import { erasePerson } from '../../../bin/operations/erase-person.ts'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { apart, nthEvent, operationsScene } from '../../support/operations-scene.ts'

const anne = { id: '991', scope: 'facebook:4711' }
const by = (n: number, name: string, id: string, overrides: Partial<RoutedEvent> = {}) =>
  nthEvent(n, {
    ...apart(`facebook:${n}`),
    author: { role: 'customer', id, scope: anne.scope, name },
    message: { id: `facebook:777_${n}`, text: `Worte von ${name}`, attachments: [] },
    ...overrides,
  })

describe('the live page after an erasure', () => {
  it('shows no words of the person, those of others as before, and the same numbers', async () => {
    const { ports, archive, park } = operationsScene()
    const feed = createFeed()
    const subject = { conversation: { ...apart('facebook:2').conversation, subject: 'Betreff von Anne' } }
    const events = [by(1, 'Anne', anne.id), by(2, 'Anne', anne.id, subject), by(3, 'Joe', '992')]
    for (const event of events) {
      feed.route(seeEvent(event), ['crm'])
      await archive(event, event.receivedAt)
    }
    await park(events[1]!)
    feed.deliver(events[0]!.id, { destination: 'crm', status: 'delivered', attempts: 1 })
    feed.deliver(events[1]!.id, { destination: 'crm', status: 'parked', attempts: 1 })
    const unasked = by(4, 'Anne', anne.id)
    feed.accept(seeEvent(unasked))
    feed.finishRoute(unasked.id)
    const { totals, version } = feed
    await erasePerson(anne, ports, { dryRun: false })
    await rereadFeed(feed, ports)
    const shown = JSON.stringify(feed.conversations(10))
    expect(shown).not.toContain('Anne')
    expect(shown).toContain('Worte von Joe')
    expect(feed.totals).toEqual(totals)
    expect(feed.version).toBeGreaterThan(version)
    expect(feed.entry(events[0]!.id)?.event).toMatchObject({
      withheld: 'not_kept',
      who: { role: 'customer' },
    })
    expect(feed.entry(events[0]!.id)?.deliveries.get('crm')?.status).toBe('delivered')
  })

  it('shows what came since as it came', async () => {
    const { ports } = operationsScene()
    const feed = createFeed()
    feed.accept(seeEvent(by(1, 'Anne', anne.id)))
    const later = seeEvent(by(2, 'Anne', anne.id, { receivedAt: '2026-11-21T12:00:01.000Z' }))
    feed.accept(later)
    await rereadFeed(feed, ports)
    expect(feed.entry(later.id)?.event).toBe(later)
    expect(JSON.stringify(feed.conversation('facebook:1'))).not.toContain('Anne')
  })

  it('looks through all that it shows, page after page', async () => {
    const { ports, archive } = operationsScene()
    const feed = createFeed()
    for (let n = 1; n <= 501; n += 1) {
      const event = by(n, 'Joe', '992')
      feed.accept(seeEvent(event))
      await archive(event, event.receivedAt)
    }
    await rereadFeed(feed, ports)
    expect(feed.entry(nthEvent(1).id)?.event.text).toBe('Worte von Joe')
  })

  it('is as empty as it was', async () => {
    const feed = createFeed()
    await rereadFeed(feed, operationsScene().ports)
    expect([feed.events(), feed.version]).toEqual([[], 0])
  })
})
