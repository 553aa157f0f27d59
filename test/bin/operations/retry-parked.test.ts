import { describe, expect, it } from 'vitest'
import { findParked } from '../../../bin/operations/find-parked.ts'
import { retryParked } from '../../../bin/operations/retry-parked.ts'
import { acceptanceGroup, conversationGroup } from '../../../functions/core/ids.ts'
import { unpackEvent } from '../../../functions/core/message-body.ts'
import { apart, nthEvent, operationsScene } from '../../support/operations-scene.ts'

type Scene = ReturnType<typeof operationsScene>
const retryAll = async ({ ports }: Scene) => retryParked(await findParked({}, ports), ports)
const outcomes = async (scene: Scene) =>
  Object.fromEntries((await retryAll(scene)).map(({ row, outcome }) => [row.eventId, outcome]))

describe('retryParked', () => {
  it('sends a conversation in the order of its receipt, whatever was parked first', async () => {
    const scene = operationsScene()
    const events = [1, 2, 3].map((n) => nthEvent(n))
    for (const [minute, event] of [events[2]!, events[0]!, events[1]!].entries())
      await scene.park(event, {}, minute)
    await retryAll(scene)
    expect(scene.taken().map(({ deduplicationId }) => deduplicationId)).toEqual(
      events.map(({ id }) => `${id}#1`),
    )
    expect(new Set(scene.taken().map(({ group }) => group))).toEqual(new Set([conversationGroup(events[0]!)]))
    expect(JSON.parse(scene.taken()[0]!.body)).toEqual(events[0])
  })

  it('keeps events of one webhook in the order in which they were first tried', async () => {
    const scene = operationsScene()
    const [late, early] = [nthEvent(1), nthEvent(2, { receivedAt: nthEvent(1).receivedAt })]
    await scene.park(late, {}, 2)
    await scene.park(early, {}, 1)
    await retryAll(scene)
    expect(scene.taken().map(({ id }) => id)).toEqual([early.id, late.id])
  })

  it('leaves neither row nor body of what the queue took', async () => {
    const scene = operationsScene()
    await scene.park(nthEvent(1))
    expect(await outcomes(scene)).toEqual({ [nthEvent(1).id]: 'sent' })
    expect([scene.rows.size, scene.objects.size]).toEqual([0, 0])
  })

  it('gives what is parked anew another deduplication id at once', async () => {
    const scene = operationsScene()
    await scene.park(nthEvent(1))
    await retryAll(scene)
    await scene.park(nthEvent(1), { generation: 1 })
    await retryAll(scene)
    expect(scene.taken().map(({ deduplicationId }) => deduplicationId)).toEqual([
      `${nthEvent(1).id}#1`,
      `${nthEvent(1).id}#2`,
    ])
  })

  it('counts on from a replay that was delivered in between', async () => {
    const scene = operationsScene()
    await scene.park(nthEvent(1))
    await scene.ports.ledger.merge('delivery', `crm#${nthEvent(1).id}`, {
      status: 'delivered',
      generation: 4,
      attempts: 1,
    })
    await retryAll(scene)
    expect(scene.taken()[0]?.deduplicationId).toBe(`${nthEvent(1).id}#5`)
  })

  it('keeps what the queue did not take and what follows it, and sends other conversations', async () => {
    const scene = operationsScene({
      fault: (_queue, { id }) => (id === nthEvent(1).id ? 'queue' : undefined),
    })
    await scene.park(nthEvent(1))
    await scene.park(nthEvent(2))
    await scene.park(nthEvent(3, apart('facebook:other')))
    expect(await outcomes(scene)).toEqual({
      [nthEvent(1).id]: 'not_taken',
      [nthEvent(2).id]: 'not_taken',
      [nthEvent(3).id]: 'sent',
    })
    expect((await findParked({}, scene.ports)).map(({ eventId }) => eventId)).toEqual([
      nthEvent(1).id,
      nthEvent(2).id,
    ])
  })

  it('keeps what the queue will never take', async () => {
    const scene = operationsScene({ fault: () => 'sender' })
    await scene.park(nthEvent(1))
    expect(await outcomes(scene)).toEqual({ [nthEvent(1).id]: 'refused' })
    expect(await findParked({}, scene.ports)).toHaveLength(1)
  })

  it('does not remove what was parked anew before its row was removed', async () => {
    const event = nthEvent(1)
    const scene = operationsScene({
      fault: () => {
        // A quick refusal: the destination has it and has parked it again before the command goes on.
        scene.rows.set(`parked#crm#${event.id}`, {
          ...scene.rows.get(`parked#crm#${event.id}`),
          generation: 1,
          body: `parked/crm/${event.id}.1.json`,
        })
        scene.objects.set(`parked/crm/${event.id}.1.json`, Buffer.from(JSON.stringify(event)))
        return undefined
      },
    })
    await scene.park(event)
    await retryAll(scene)
    const [row] = await findParked({}, scene.ports)
    expect(row?.generation).toBe(1)
    expect(scene.objects.has(row!.body)).toBe(true)
  })

  it('sends what route parked back to route, in the group of its acceptance', async () => {
    const scene = operationsScene()
    await scene.park(nthEvent(1), { destination: 'route', code: 'unmatched' })
    await scene.ports.ledger.merge('processed', nthEvent(1).id, { at: scene.clock.now, generation: 2 })
    await retryAll(scene)
    expect(scene.taken('contacts')).toMatchObject([
      { deduplicationId: `${nthEvent(1).id}#3`, group: acceptanceGroup(nthEvent(1)) },
    ])
    expect(scene.taken()).toEqual([])
  })

  it('sends as it was what cannot be read', async () => {
    const scene = operationsScene()
    await scene.park('{"schemaVersion":"2"}')
    expect(await outcomes(scene)).toEqual({ unreadable: 'sent' })
    expect(scene.taken()).toMatchObject([
      {
        body: '{"schemaVersion":"2"}',
        deduplicationId: 'unreadable#1',
        group: expect.stringMatching(/^\w+$/),
      },
    ])
  })

  it('stores a large body anew, since the old one expires', async () => {
    const scene = operationsScene()
    const large = nthEvent(1, {
      message: { id: 'facebook:1', text: 'x'.repeat(250_000), attachments: [] },
    })
    await scene.park(large)
    await retryAll(scene)
    expect(scene.taken()[0]!.body.length).toBeLessThan(200)
    expect(await unpackEvent(scene.taken()[0]!.body, scene.ports.store)).toEqual(large)
  })

  it('says where a body has expired, and where a large one that the message refers to has', async () => {
    const scene = operationsScene()
    await scene.park(nthEvent(1))
    scene.objects.clear()
    await scene.park('{"body":"bodies/crm/gone.json"}')
    expect(await outcomes(scene)).toEqual({ [nthEvent(1).id]: 'body_missing', unreadable: 'body_missing' })
    expect(scene.rows.size).toBe(2)
  })

  it('says where the destination is no more', async () => {
    const scene = operationsScene()
    await scene.park(nthEvent(1), { destination: 'gone' })
    const rows = await findParked({ destination: 'gone' }, scene.ports)
    expect(await retryParked(rows, scene.ports)).toMatchObject([{ outcome: 'no_queue' }])
    expect(scene.rows.size).toBe(1)
  })
})
