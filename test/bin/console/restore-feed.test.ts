import { describe, expect, it } from 'vitest'
import { createFeed } from '../../../bin/console/feed.ts'
import { restoreFeed } from '../../../bin/console/restore-feed.ts'
import { seeEvent } from '../../../bin/console/seen-event.ts'
import { apart, nthEvent, operationsScene } from '../../support/operations-scene.ts'

const window = { from: new Date('2026-11-21T00:00:00Z'), to: new Date('2026-11-21T13:00:00Z') }
const event = (n: number) => nthEvent(n, apart(`facebook:${n}`))

/** Of five: asked for by no rule, delivered, parked, on the way, asked for by no rule. */
async function runBefore() {
  const scene = operationsScene()
  for (const n of [1, 2, 3, 4, 5])
    await scene.archive(event(n), event(n).receivedAt, n === 1 || n === 5 ? [] : ['crm'])
  await scene.ports.ledger.merge('delivery', `crm#${event(2).id}`, {
    status: 'delivered',
    generation: 0,
    attempts: 1,
    deliveredAt: '2026-11-21T10:00:09.000Z',
  })
  await scene.park(event(3))
  return scene
}

describe('the live page after a restart', () => {
  it('counts all that it counted before, also what no rule asked for and of which it can show nothing', async () => {
    const { ports } = await runBefore()
    const feed = createFeed()
    expect(await restoreFeed(feed, window, ports)).toEqual(window.from)
    expect(feed.totals).toEqual({
      accepted: 5,
      delivered: 1,
      on_the_way: 1,
      parked: 1,
      not_asked_for: 2,
      given_up: 0,
    })
    expect(feed.conversationCount).toBe(3)
  })

  it('says since when it counts where there was more than it takes up', async () => {
    const { ports } = await runBefore()
    const feed = createFeed()
    const since = await restoreFeed(feed, window, ports, 2)
    expect(since).toEqual(new Date(event(4).receivedAt))
    expect(feed.totals).toMatchObject({ accepted: 2, on_the_way: 1, not_asked_for: 1 })
  })

  it('counts once what its platform sends again', async () => {
    const { ports } = await runBefore()
    const feed = createFeed()
    await restoreFeed(feed, window, ports)
    feed.accept(seeEvent(event(1)))
    expect(feed.totals).toMatchObject({ accepted: 5, on_the_way: 2, not_asked_for: 1 })
    feed.finishRoute(event(1).id)
    expect(feed.totals).toMatchObject({ accepted: 5, on_the_way: 1, not_asked_for: 2 })
  })
})
