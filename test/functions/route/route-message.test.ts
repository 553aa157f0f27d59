import { expect, it } from 'vitest'
import { wasRouted } from '../../../functions/route/route-message.ts'
import { memoryLedger } from '../../support/memory-ports.ts'

it.each([
  ['evt_1', true],
  ['evt_1#2', true],
  ['evt_1#3', false],
  ['evt_2', false],
])('the message %s, of which replay 2 was routed last, is done: %s', async (deduplicationId, isDone) => {
  const { ledger } = memoryLedger()
  await ledger.merge('processed', 'evt_1', { at: '2026-11-20T12:00:00.000Z', generation: 2 })
  expect(await wasRouted({ deduplicationId }, { ledger })).toBe(isDone)
})
