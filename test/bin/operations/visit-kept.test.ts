import { expect, it } from 'vitest'
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
