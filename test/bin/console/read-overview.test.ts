import { describe, expect, it, vi } from 'vitest'
import { createFeed } from '../../../bin/console/feed.ts'
import { pageOperations } from '../../../bin/console/page-operations.ts'
import { readTotals } from '../../../bin/console/page-state.ts'
import { overviewReader } from '../../../bin/console/read-overview.ts'
import { dropParked } from '../../../bin/operations/drop-parked.ts'
import { findParked } from '../../../bin/operations/find-parked.ts'
import { apart, nthEvent, operationsScene } from '../../support/operations-scene.ts'

type Scene = ReturnType<typeof operationsScene>

/** More than the page lists: so many are not read each time. */
const many = 30
const minuteMs = 60_000

async function parkMany(scene: Scene, minute: number) {
  for (let n = 0; n < many; n += 1) await scene.park(nthEvent(n, apart(`facebook:${n}`)), {}, minute)
}

async function parked() {
  const scene = operationsScene()
  await parkMany(scene, 0)
  return scene
}

const lastAtOf = async (read: Promise<{ groups?: readonly { lastAt: string }[] }>) =>
  (await read).groups?.map(({ lastAt }) => lastAt)

describe('what is parked on the first page', () => {
  it('is as it is now where it was tried again in vain, so that all of it can be sent again', async () => {
    const scene = await parked()
    const operations = pageOperations(scene.ports)
    await operations.overview()
    await parkMany(scene, 5)
    const [group] = (await operations.overview()).groups ?? []
    expect(await operations.findGroup(group!, new Date(group!.lastAt))).toHaveLength(many)
  })

  it('is kept for a while in the local run, which looks each second', async () => {
    const scene = await parked()
    const { read } = overviewReader(scene.ports, { parkedMs: minuteMs })
    await read()
    await parkMany(scene, 5)
    const rows = vi.spyOn(scene.ports.retained, 'parked')
    expect(await lastAtOf(read())).toEqual(['2026-11-21T12:00:00.000Z'])
    expect(rows).not.toHaveBeenCalled()
    scene.clock.now = '2026-11-21T12:01:00.000Z'
    expect(await lastAtOf(read())).toEqual(['2026-11-21T12:05:00.000Z'])
  })

  it('is read anew after an action of the page', async () => {
    const scene = await parked()
    const operations = pageOperations(scene.ports, undefined, { parkedMs: minuteMs })
    await operations.overview()
    await operations.retryGroup(await findParked({}, scene.ports))
    await parkMany(scene, 5)
    expect(await lastAtOf(operations.overview())).toEqual(['2026-11-21T12:05:00.000Z'])
  })

  it('is read anew once nothing was parked', async () => {
    const scene = await parked()
    const { read } = overviewReader(scene.ports, { parkedMs: minuteMs })
    await read()
    await dropParked(await findParked({}, scene.ports), scene.ports)
    expect(await read()).toMatchObject({ parked: { total: 0, items: [] }, groups: [] })
    await parkMany(scene, 5)
    expect(await lastAtOf(read())).toEqual(['2026-11-21T12:05:00.000Z'])
  })
})

it('mails that wait in the bucket count among what waits before the rules', async () => {
  const { ports, objects } = operationsScene()
  objects.set('incoming/ses/1', new Uint8Array())
  const overview = await overviewReader(ports).read()
  const { waiting } = readTotals({ feed: createFeed(), overview })
  expect([overview.uncollected, waiting]).toEqual([1, 1])
})
