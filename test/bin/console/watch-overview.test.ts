import { afterEach, describe, expect, it, vi } from 'vitest'
import { createFeed } from '../../../bin/console/feed.ts'
import { pageOperations } from '../../../bin/console/page-operations.ts'
import { seeEvent } from '../../../bin/console/seen-event.ts'
import { watchOverview } from '../../../bin/console/watch-overview.ts'
import { dropParked } from '../../../bin/operations/drop-parked.ts'
import { findParked } from '../../../bin/operations/find-parked.ts'
import { apart, nthEvent, operationsScene } from '../../support/operations-scene.ts'

const leaving: (() => void)[] = []
afterEach(() => {
  for (const leave of leaving.splice(0)) leave()
})

function watching() {
  const scene = operationsScene()
  const feed = createFeed()
  let reads = 0
  const operations = pageOperations(scene.ports)
  const counted = {
    ...operations,
    overview() {
      reads += 1
      return operations.overview()
    },
  }
  const watch = watchOverview({ operations: counted, feed, pauseMs: 5 })
  return { scene, feed, watch, reads: () => reads, look: () => leaving.push(watch.look()) }
}

const sees = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 5 })

describe('the overview', () => {
  it('is read only while somebody looks', async () => {
    const { watch, reads, look } = watching()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect([reads(), watch.last]).toEqual([0, undefined])
    look()
    look()
    await sees(() => expect(reads()).toBeGreaterThan(3))
    for (const leave of leaving.splice(0)) leave()
    await new Promise((resolve) => setTimeout(resolve, 20))
    const before = reads()
    await new Promise((resolve) => setTimeout(resolve, 40))
    expect(reads()).toBe(before)
    look()
    await sees(() => expect(reads()).toBeGreaterThan(before))
  })

  it('lists the newest of what is parked and counts the rest', async () => {
    const { scene, watch } = watching()
    for (let n = 0; n < 30; n += 1) await scene.park(nthEvent(n, apart(`facebook:${n}`)), {}, n)
    await watch.refresh()
    expect(watch.last?.parked.total).toBe(30)
    expect(watch.last?.parked.items).toHaveLength(25)
    expect(watch.last?.parked.items[0]?.eventId).toBe(nthEvent(29).id)
  })

  it('tells the feed of what route has parked', async () => {
    const { scene, feed, watch } = watching()
    const event = nthEvent(1)
    feed.accept(seeEvent(event))
    await scene.park(event, { destination: 'route', reason: 'no rule names a destination' })
    await watch.refresh()
    expect(feed.entry(event.id)?.deliveries.get('route')).toMatchObject({
      status: 'parked',
      reason: 'no rule names a destination',
    })
  })

  it.each([1, 30])('tells the feed of what a command has dropped, of %i that are parked', async (count) => {
    const { scene, feed, watch } = watching()
    const events = Array.from({ length: count }, (_, n) => nthEvent(n, apart(`facebook:${n}`)))
    for (const event of events) {
      feed.accept(seeEvent(event))
      await scene.park(event, {}, 1)
      feed.deliver(event.id, { destination: 'crm', status: 'parked', attempts: 1, reason: 'answered 422' })
    }
    await watch.refresh()
    expect(feed.totals).toMatchObject({ accepted: count, parked: count })
    const [row] = await findParked({ ids: [events[0]!.id] }, scene.ports)
    await dropParked([row!], scene.ports)
    await watch.refresh()
    expect(feed.totals).toMatchObject({ accepted: count, parked: count - 1, given_up: 1 })
    expect(feed.entry(events[0]!.id)?.deliveries.get('crm')?.status).toBe('dropped')
  })

  it('keeps what it last knew where nothing can be read, and says why', async () => {
    const { scene, watch } = watching()
    await scene.park(nthEvent(1))
    await watch.refresh()
    const read = vi
      .spyOn(scene.ports.retained, 'countParked')
      .mockRejectedValue(Object.assign(new Error('Anne Grün'), { code: 'ECONNREFUSED' }))
    await watch.refresh()
    expect([watch.unreadable, watch.last?.parked.total]).toEqual(['ECONNREFUSED', 1])
    read.mockRestore()
    await watch.refresh()
    expect(watch.unreadable).toBeUndefined()
  })
})
