import { describe, expect, it } from 'vitest'
import { acceptanceGroup } from '../../../functions/core/ids.ts'
import { personKey } from '../../../functions/core/person-key.ts'
import { customer, directMessage } from '../../support/contact-events.ts'
import { anne, fetchScene, picture, start, withPictures } from './fetch-scene.ts'

const hour = 3_600_000
const erase = (scene: ReturnType<typeof fetchScene>) =>
  scene.ledger.merge('suppression', personKey({ id: 'anne', scope: 'facebook:4711' }), {
    erasedAt: new Date(start).toISOString(),
  })

describe('files that an event names', () => {
  it('are stored under the key of the person who sent them, and route is told once', async () => {
    const scene = fetchScene()
    const event = withPictures(2)
    expect(await scene.run(event)).toBe('done')
    const [told, ...others] = scene.told()
    expect(others).toEqual([])
    expect(told).toMatchObject({
      kind: 'message.attachments_changed',
      platform: 'facebook',
      visibility: 'private',
      receivedAt: event.receivedAt,
      occurredAt: new Date(start).toISOString(),
      occurredAtSource: 'received',
      conversation: event.conversation,
      author: anne,
    })
    expect(told?.message).toEqual({
      id: 'facebook:m1',
      attachments: [0, 1].map(() => ({
        type: 'image/png',
        state: 'stored',
        key: expect.stringMatching(
          new RegExp(
            `^attachments/${personKey({ id: 'anne', scope: 'facebook:4711' })}/private/[0-9a-f]{64}/attachment.png$`,
          ),
        ),
        name: 'attachment.png',
        size: 16,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      })),
    })
    expect(new Set(scene.kept())).toEqual(new Set(told?.message?.attachments.map(({ key }) => key)))
    expect(scene.kept()).toHaveLength(2)
    expect(scene.taken[0]).toMatchObject({ group: acceptanceGroup(event), deduplicationId: told?.id })

    expect(await scene.run(event)).toBe('done')
    expect([scene.taken.length, scene.asked.length]).toEqual([1, 2])
  })

  it('carry none of the message’s words to the function', async () => {
    const scene = fetchScene()
    await scene.run(withPictures(1))
    expect(scene.taken[0]?.body).not.toContain('Sehen Sie selbst')
  })

  it('leave what is not pending as it is', async () => {
    const scene = fetchScene()
    const location = { type: 'location', state: 'inline' as const, location: { latitude: 1, longitude: 2 } }
    const [pending] = withPictures(1).message?.attachments ?? []
    const event = directMessage('m1', anne, {
      message: { id: 'facebook:m1', attachments: [location, pending!] },
    })
    await scene.run(event)
    expect(scene.told()[0]?.message?.attachments).toEqual([
      location,
      expect.objectContaining({ state: 'stored' }),
    ])
  })

  it.each([
    [404, 'unavailable', 'the platform has it no longer'],
    [410, 'unavailable', 'the platform has it no longer'],
    [403, 'unavailable', 'the platform does not hand it out'],
    [401, 'unavailable', 'the platform does not hand it out'],
    [400, 'unavailable', 'the platform does not hand it out'],
  ])('are not tried again where the platform responds %i', async (status, state, reason) => {
    const scene = fetchScene({ serve: () => new Response('', { status }) })
    expect(await scene.run(withPictures(1))).toBe('done')
    expect(scene.told()[0]?.message?.attachments).toEqual([
      { type: 'image', state, reason, url: 'https://scontent.xx.fbcdn.net/m1/0.png' },
    ])
    expect(scene.counts.get('AttachmentsLost')).toBe(1)
  })

  it.each([
    ['429', () => new Response('', { status: 429, headers: { 'retry-after': '77' } }), 77],
    ['500', () => new Response('', { status: 500 }), 1],
    ['503 for a year', () => new Response('', { status: 503, headers: { 'retry-after': '999999' } }), 3600],
    ['nothing', () => 'no connection' as const, 1],
  ])('are tried again where it responds %s, and nobody is told yet', async (_, serve, seconds) => {
    const scene = fetchScene({ serve })
    expect(await scene.run(withPictures(1))).toEqual({ retryAfterSeconds: seconds })
    expect(scene.taken).toEqual([])
  })

  it('are fetched no more often than they must where others fail', async () => {
    let isAway = true
    const scene = fetchScene({
      serve: (url) => (isAway && url.endsWith('/1.png') ? 'no connection' : picture()),
    })
    expect(await scene.run(withPictures(3))).toEqual({ retryAfterSeconds: 1 })
    isAway = false
    expect(await scene.run(withPictures(3), { receiveCount: 2 })).toBe('done')
    expect(scene.asked.map(({ url }) => url.slice(-5)).sort()).toEqual(['0.png', '1.png', '1.png', '2.png'])
    expect(scene.told()).toHaveLength(1)
  })

  it('are given up once their addresses have most likely run out, and that is said', async () => {
    const scene = fetchScene({ serve: () => 'no connection' })
    scene.clock.at = start + 12 * hour
    expect(await scene.run(withPictures(1))).toEqual({ retryAfterSeconds: 1 })
    scene.clock.at += 1
    expect(await scene.run(withPictures(1))).toBe('done')
    expect(scene.told()[0]?.message?.attachments[0]).toMatchObject({
      state: 'unavailable',
      reason: 'the platform did not hand it out in time',
    })
  })

  it('are tried once where the function was down for days', async () => {
    const scene = fetchScene()
    scene.clock.at = start + 5 * 24 * hour
    await scene.run(withPictures(1))
    expect(scene.told()[0]?.message?.attachments[0]).toMatchObject({ state: 'stored' })
  })

  it('are not even tried after a hundred receipts, for they may be what it dies of', async () => {
    const scene = fetchScene()
    expect(await scene.run(withPictures(1), { receiveCount: 100 })).toBe('done')
    expect([scene.asked, scene.told()[0]?.message?.attachments[0]?.state]).toEqual([[], 'unavailable'])
  })

  it('are not fetched of a platform that was taken out of the deployment', async () => {
    const scene = fetchScene({ ports: { platformOf: async () => undefined } })
    await scene.run(withPictures(1))
    expect(scene.told()[0]?.message?.attachments[0]).toMatchObject({
      state: 'unavailable',
      reason: 'files of this platform are not fetched',
    })
  })

  it('come to their end when time is short, others first each time', async () => {
    let left = 0
    const scene = fetchScene({
      ports: { mayStart: () => left-- > 0 },
      serve: (url) => (url.endsWith('/0.png') ? 'no connection' : picture()),
    })
    for (let receiveCount = 1; receiveCount <= 6; receiveCount += 1) {
      left = 1
      expect(await scene.run(withPictures(3), { receiveCount, sentAt: new Date(start) })).not.toBe('done')
    }
    const row = await scene.ledger.read('attachments', withPictures(3).id)
    expect(Object.keys(row?.files ?? {}).sort()).toEqual(['1', '2'])
  })

  it('stand at fifty in one event, which is told once', async () => {
    const scene = fetchScene()
    expect(await scene.run(withPictures(50))).toBe('done')
    expect([scene.kept().length, scene.told().length]).toEqual([50, 1])
  })
})

describe('files of a message that is taken back', () => {
  it('are not asked for where it was deleted before', async () => {
    const scene = fetchScene()
    await scene.ledger.merge('message', 'facebook:m1', { deletedAt: new Date(start).toISOString() })
    expect(await scene.run(withPictures(1))).toBe('done')
    expect([scene.asked, scene.taken, scene.kept()]).toEqual([[], [], []])
  })

  it('are not asked for where any version of it was deleted', async () => {
    const scene = fetchScene()
    const event = withPictures(1)
    const message = { ...event.message!, version: 'facebook:m1b' }
    await scene.ledger.merge('message', 'facebook:m1b', { versionOf: 'facebook:m0' })
    await scene.ledger.merge('message', 'facebook:m0', { deletedAt: new Date(start).toISOString() })
    expect(await scene.run({ ...event, message })).toBe('done')
    expect(scene.asked).toEqual([])
  })

  it('are gone where it is deleted while they are fetched', async () => {
    const scene = fetchScene({
      serve: async (url) => {
        if (url.endsWith('/1.png'))
          await scene.ledger.merge('message', 'facebook:m1', { deletedAt: new Date(start).toISOString() })
        return picture()
      },
    })
    expect(await scene.run(withPictures(3))).toBe('done')
    expect([scene.asked.length, scene.taken, [...scene.objects]]).toEqual([2, [], []])
    const left = await scene.ledger.read('attachments', withPictures(3).id)
    expect(Object.keys(left ?? {})).toEqual(['version'])
  })
})

describe('files of a person who is erased', () => {
  it('are not asked for', async () => {
    const scene = fetchScene()
    await erase(scene)
    expect(await scene.run(withPictures(1))).toBe('done')
    expect([scene.asked, scene.taken, scene.kept()]).toEqual([[], [], []])
  })

  it('are nowhere, and nobody is told of them, whichever call the erasure falls upon', async () => {
    for (let call = 0; ; call += 1) {
      let calls = 0
      const scene = fetchScene()
      const erasing = <Port extends object>(port: Port): Port =>
        Object.fromEntries(
          Object.entries(port).map(([name, run]) => [
            name,
            async (...input: unknown[]) => {
              const isNow = calls++ === call
              // As the mark of an erasure that finds nothing to wait for, and looks through the store at once.
              if (isNow) {
                await erase(scene)
                for (const key of scene.objects.keys()) scene.objects.delete(key)
              }
              return run.apply(port, input)
            },
          ]),
        ) as Port
      Object.assign(scene.ports, { ledger: erasing(scene.ports.ledger), store: erasing(scene.ports.store) })
      expect(await scene.run(withPictures(2)), `call ${call}`).toBe('done')
      if (calls <= call) break
      const wasTold = scene.taken.length > 0
      // What was told before the last look is withheld by route and deliver; the store has nothing.
      expect([...scene.objects], `call ${call}`).toEqual([])
      expect(wasTold && call < calls - 1, `call ${call}`).toBe(false)
    }
  })

  it('leave neither name nor key behind, also where the erasure took them out of the store before', async () => {
    const scene = fetchScene({ ports: { scanned: async () => 'waiting' } })
    const event = withPictures(2)
    expect(await scene.run(event)).toHaveProperty('retryAfterSeconds')
    expect(scene.kept()).toHaveLength(2)
    await erase(scene)
    for (const key of scene.objects.keys()) scene.objects.delete(key)
    expect(await scene.run(event, { receiveCount: 2 })).toBe('done')
    expect([[...scene.objects], scene.taken]).toEqual([[], []])
    expect(Object.keys((await scene.ledger.read('attachments', event.id)) ?? {})).toEqual(['version'])
    expect(await scene.run(event, { receiveCount: 3 })).toBe('done')
    expect([scene.asked.length, scene.taken]).toEqual([2, []])
  })

  it('of others stay', async () => {
    const scene = fetchScene()
    await erase(scene)
    const event = { ...withPictures(1), author: customer('bert') }
    await scene.run(event)
    expect([scene.kept().length, scene.taken.length]).toEqual([1, 1])
  })
})

describe('two functions that have the same files to fetch', () => {
  it('tell the same, once', async () => {
    let bytes = 0
    const scene = fetchScene({
      serve: () => {
        bytes += 1
        return new Response(Buffer.from(`89504e470d0a1a0a0${bytes}`, 'hex'))
      },
    })
    await Promise.all([scene.run(withPictures(2)), scene.run(withPictures(2))])
    const ids = new Set(scene.taken.map(({ deduplicationId }) => deduplicationId))
    const told = new Set(scene.told().map(({ message }) => JSON.stringify(message)))
    expect([ids.size, told.size]).toEqual([1, 1])
    for (const { key } of scene.told()[0]?.message?.attachments ?? []) expect(scene.kept()).toContain(key)
  })
})
