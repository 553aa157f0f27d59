import { expect, it, vi } from 'vitest'
import { visitKept } from '../../../bin/operations/visit-kept.ts'
import { sha256 } from '../../../functions/core/ids.ts'
import { nthEvent, operationsScene } from '../../support/operations-scene.ts'

it('visitKept keeps the object of an archived event that is rewritten as it was', async () => {
  const { ports, archive, objects } = operationsScene()
  const text = Array.from({ length: 3000 }, (_, n) => sha256(`${n}`)).join(' ')
  const event = nthEvent(1, { message: { id: 'facebook:777_1', text, attachments: [] } })
  await archive(event, '2026-11-21T10:01:00.000Z')
  await visitKept(ports, async ({ rewrite }) => rewrite(event))
  expect([...objects.keys()]).toEqual([expect.stringMatching(/^bodies\/_archive\//)])
  const read: unknown[] = []
  await visitKept(ports, async (kept) => void read.push(kept.event))
  expect(read).toEqual([event])
})

it('visitKept looks through the hours alone in which anything is archived, where the store knows them', async () => {
  const { ports, archive } = operationsScene()
  await archive(nthEvent(1), '2026-11-21T10:01:00.000Z')
  await archive(nthEvent(2), '2026-11-21T10:01:00.000Z')
  const archived = vi.spyOn(ports.retained, 'archived')
  const told: unknown[] = []
  const visited: unknown[] = []
  const visit = async ({ event }: { event: unknown }) => void visited.push(event)
  const known = { ...ports.retained, archived, archivedHours: async () => ['2026-11-21T10'] }
  await visitKept({ ...ports, retained: known }, visit, (...all) => void told.push(all))
  expect(visited).toEqual([nthEvent(1), nthEvent(2)])
  expect(archived.mock.calls).toEqual([['2026-11-21T10']])
  expect(told).toEqual([[0, { hour: 0, of: 1 }], [1], [2]])
  archived.mockClear()
  await visitKept(ports, visit)
  expect([visited.length, archived.mock.calls.length]).toEqual([4, (2 * 14 + 1) * 24 + 1])
})
