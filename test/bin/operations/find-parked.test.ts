import { beforeEach, expect, it } from 'vitest'
import { dropParked } from '../../../bin/operations/drop-parked.ts'
import { findParked, type ParkedFilter } from '../../../bin/operations/find-parked.ts'
import { readStatus } from '../../../bin/operations/read-status.ts'
import { apart, nthEvent, operationsScene } from '../../support/operations-scene.ts'

let scene: ReturnType<typeof operationsScene>
beforeEach(async () => {
  scene = operationsScene()
  await scene.park(nthEvent(1), { reason: 'answered 422' }, 3)
  await scene.park(
    nthEvent(2, { kind: 'message.deleted' }),
    {
      destination: 'acd',
      code: 'expired',
      reason: 'not delivered within 3 days; last: answered 404: check url and mode',
    },
    2,
  )
  await scene.park(
    nthEvent(3, { platform: 'twitter', ...apart('twitter:9') }),
    { destination: 'route', reason: 'answered 400 (4220)' },
    1,
  )
})

it.each<[string, ParkedFilter, number[]]>([
  ['everything, oldest first', {}, [3, 2, 1]],
  ['by id', { ids: [nthEvent(2).id, nthEvent(1).id] }, [2, 1]],
  ['by destination', { destination: 'acd' }, [2]],
  ['by what route parked', { destination: 'route' }, [3]],
  ['by platform', { platform: 'twitter' }, [3]],
  ['by conversation', { conversation: 'twitter:9' }, [3]],
  ['by kind', { kind: 'message.deleted' }, [2]],
  ['by code', { code: 'refused' }, [3, 1]],
  ['by any of several codes', { code: ['refused', 'expired'] }, [3, 2, 1]],
  ['by any of several destinations', { destination: ['acd', 'route'] }, [3, 2]],
  ['by any of several conversations', { conversation: ['twitter:9', 'nobody'] }, [3]],
  ['by its reason, whole', { reason: 'answered 422' }, [1]],
  ['by any of several statuses', { status: ['422', '404'] }, [2, 1]],
  ['by a status alone, not by what has the same code', { code: 'refused', status: '400' }, [3]],
  ['from a time on', { from: new Date('2026-11-21T12:02:00Z') }, [2, 1]],
  ['before a time', { to: new Date('2026-11-21T12:02:00Z') }, [3]],
  ['by all of it together', { platform: 'facebook', code: 'expired', kind: 'message.created' }, []],
])('finds %s', async (_what, filter, numbers) => {
  const rows = await findParked(filter, scene.ports)
  expect(rows.map(({ eventId }) => eventId)).toEqual(numbers.map((n) => nthEvent(n).id))
})

it('drops row and body of what is chosen, and nothing else', async () => {
  const dropped = await dropParked(await findParked({ destination: 'acd' }, scene.ports), scene.ports)
  expect(dropped).toMatchObject([{ outcome: 'dropped' }])
  expect(await findParked({}, scene.ports)).toHaveLength(2)
  expect([...scene.objects.keys()].filter((key) => key.startsWith('parked/acd/'))).toEqual([])
  expect(scene.objects.size).toBe(2)
})

it('does not drop what was parked anew since it was listed', async () => {
  const rows = await findParked({ destination: 'crm' }, scene.ports)
  await scene.park(nthEvent(1), { generation: 1 }, 9)
  expect(await dropParked(rows, scene.ports)).toMatchObject([{ outcome: 'changed' }])
  expect(await findParked({ destination: 'crm' }, scene.ports)).toHaveLength(1)
})

it('finds what is parked for a destination that is not deployed any more, and status counts it', async () => {
  await scene.park(nthEvent(4), { destination: 'gone' }, 4)
  const rows = await findParked({}, scene.ports)
  expect(rows.map(({ destination }) => destination)).toEqual(['route', 'acd', 'crm', 'gone'])
  expect((await readStatus(scene.ports)).parked).toEqual({ route: 1, crm: 1, acd: 1, gone: 1 })
})
