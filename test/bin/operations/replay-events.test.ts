import { describe, expect, it } from 'vitest'
import { type ReplayFilter, replayEvents } from '../../../bin/operations/replay-events.ts'
import { sha256 } from '../../../functions/core/ids.ts'
import { unpackEvent } from '../../../functions/core/message-body.ts'
import { memoryQueue } from '../../support/memory-ports.ts'
import { apart, nthEvent, operationsScene } from '../../support/operations-scene.ts'

const today: ReplayFilter = {
  from: new Date('2026-11-21T00:00:00Z'),
  to: new Date('2026-11-22T00:00:00Z'),
}
const send = { dryRun: false }
const at = (n: number) => new Date(Date.UTC(2026, 10, 21, 10, 1, n)).toISOString()
type Scene = ReturnType<typeof operationsScene>
const sent = (scene: Scene, name?: string) => scene.taken(name).map(({ deduplicationId }) => deduplicationId)

describe('replayEvents', () => {
  it('sends what was sent on, to whom it was sent, in the order in which route had it', async () => {
    const scene = operationsScene()
    // Of one webhook, and by id in the wrong order.
    const { receivedAt } = nthEvent(1)
    await scene.archive(nthEvent(2, { receivedAt }), at(1), ['crm', 'acd'])
    await scene.archive(nthEvent(1, { receivedAt }), at(2))
    const report = await replayEvents(today, scene.ports, send)
    expect(sent(scene)).toEqual([`${nthEvent(2).id}#1`, `${nthEvent(1).id}#1`])
    expect(sent(scene, 'acd')).toEqual([`${nthEvent(2).id}#1`])
    expect(report.outcomes).toEqual(new Map([['sent', 3]]))
    expect(report.destinations).toEqual(
      new Map([
        ['crm', 2],
        ['acd', 1],
      ]),
    )
    expect(JSON.parse(scene.taken()[1]!.body)).toEqual(nthEvent(1))
  })

  it('keeps the order of what was routed together at the same moment, also of more than ten', async () => {
    const scene = operationsScene()
    const { receivedAt } = nthEvent(1)
    const ids = [12, 4, 9, 1, 11, 2, 3, 5, 6, 7, 8, 10]
    for (const [turn, n] of ids.entries())
      await scene.archive(nthEvent(n, { receivedAt }), at(1), ['crm'], { turn })
    await replayEvents(today, scene.ports, send)
    expect(sent(scene)).toEqual(ids.map((n) => `${nthEvent(n).id}#1`))
  })

  it.each<[string, Partial<ReplayFilter>, number[]]>([
    ['from a time on', { from: new Date(nthEvent(2).receivedAt) }, [2, 3]],
    ['before a time', { to: new Date(nthEvent(2).receivedAt) }, [1]],
    ['by platform', { platform: 'twitter' }, [3]],
    ['by conversation', { conversation: 'twitter:9' }, [3]],
    ['by kind', { kind: 'message.deleted' }, [2]],
    ['by destination', { destination: 'acd' }, []],
  ])('chooses %s', async (_what, filter, numbers) => {
    const scene = operationsScene()
    await scene.archive(nthEvent(1), at(1))
    await scene.archive(nthEvent(2, { kind: 'message.deleted' }), at(2))
    await scene.archive(nthEvent(3, { platform: 'twitter', ...apart('twitter:9') }), at(3))
    await replayEvents({ ...today, ...filter }, scene.ports, send)
    expect(scene.taken().map(({ id }) => id)).toEqual(numbers.map((n) => nthEvent(n).id))
    expect(scene.taken('acd')).toEqual([])
  })

  it('counts and shows what it would send, without sending anything', async () => {
    const scene = operationsScene()
    for (let n = 1; n <= 30; n += 1) await scene.archive(nthEvent(n), at(n))
    const report = await replayEvents(today, scene.ports, { dryRun: true })
    expect(report.outcomes).toEqual(new Map([['would_send', 30]]))
    expect(report.first.map(({ row }) => row.eventId)).toEqual(
      Array.from({ length: 20 }, (_, index) => nthEvent(index + 1).id),
    )
    expect(scene.taken()).toEqual([])
  })

  it('sends each event of a conversation alone: what a destination returns of one, it would return of all', async () => {
    const scene = operationsScene()
    for (let n = 1; n <= 3; n += 1) await scene.archive(nthEvent(n), at(n))
    const { queue, batches } = memoryQueue()
    await replayEvents(today, { ...scene.ports, queues: new Map([['crm', queue]]) }, send)
    expect(batches.map((batch) => batch.map(({ id }) => id))).toEqual([1, 2, 3].map((n) => [nthEvent(n).id]))
  })

  it('counts on from what was delivered before', async () => {
    const scene = operationsScene()
    await scene.archive(nthEvent(1), at(1))
    await scene.ports.ledger.merge('delivery', `crm#${nthEvent(1).id}`, {
      status: 'delivered',
      generation: 1,
      attempts: 1,
    })
    await replayEvents(today, scene.ports, send)
    expect(sent(scene)).toEqual([`${nthEvent(1).id}#2`])
  })

  it('leaves nothing parked of what it sent', async () => {
    const scene = operationsScene()
    await scene.archive(nthEvent(1), at(1))
    await scene.park(nthEvent(1), { generation: 3 })
    await replayEvents(today, scene.ports, send)
    expect(sent(scene)).toEqual([`${nthEvent(1).id}#4`])
    expect([...scene.rows.keys()].filter((key) => key.startsWith('parked#'))).toEqual([])
    expect(scene.objects.size).toBe(0)
  })

  it('stops after the hour in which a queue did not take something, so that nothing overtakes', async () => {
    const scene = operationsScene({
      fault: (_queue, { id }) => (id === nthEvent(1).id ? 'queue' : undefined),
    })
    await scene.archive(nthEvent(1), at(1))
    await scene.archive(nthEvent(2, { receivedAt: '2026-11-21T11:00:00.000Z' }), at(2))
    const report = await replayEvents(today, scene.ports, send)
    expect(scene.taken()).toEqual([])
    expect(report.stoppedAt?.toISOString()).toBe('2026-11-21T10:00:00.000Z')
  })

  it('brings large bodies back, and says where one has expired', async () => {
    const scene = operationsScene()
    const text = Array.from({ length: 4_000 }, (_, n) => sha256(`${n}`)).join()
    const large = nthEvent(1, { message: { id: 'facebook:1', text, attachments: [] } })
    await scene.archive(large, at(1))
    await replayEvents(today, scene.ports, send)
    expect(await unpackEvent(scene.taken()[0]!.body, scene.ports.store)).toEqual(large)
    scene.objects.clear()
    const report = await replayEvents(today, scene.ports, send)
    expect(report.outcomes).toEqual(new Map([['body_missing', 1]]))
  })

  it('leaves out a destination that is no more', async () => {
    const scene = operationsScene()
    await scene.archive(nthEvent(1), at(1), ['gone', 'crm'])
    const report = await replayEvents(today, scene.ports, send)
    expect(Object.fromEntries(report.outcomes)).toEqual({ no_queue: 1, sent: 1 })
    const { outcomes } = await replayEvents(today, scene.ports, { dryRun: true })
    expect(Object.fromEntries(outcomes)).toEqual({ no_queue: 1, would_send: 1 })
  })
})
