import { expect, it } from 'vitest'
import { findTicket } from '../../../../functions/kits/ticketing/find-ticket.ts'
import type { Ticket } from '../../../../functions/kits/ticketing/ticket-system.ts'

const system: Readonly<Record<string, Ticket['state']>> = { 1: 'final', 2: 'open', 3: 'closed', 4: 'final' }

it.each([
  ['the first that is not final', '2', ['1', '2', '3'], ['1', '2']],
  ['one that is closed as it comes, since it can be opened again', '3', ['3', '2'], ['3']],
  ['the newest of those that are all final', '4', ['4', '1'], ['4', '1']],
  ['what stands behind one that is gone', '2', ['5', '2'], ['5', '2']],
  ['nothing where all are gone', undefined, ['5', '6'], ['5', '6']],
])('findTicket gives %s, and reads no more', async (_, expected, ids, readOnes) => {
  const asked: string[] = []
  const found = await findTicket(ids, async (id) => {
    asked.push(id)
    const state = system[id]
    return state && { id, state }
  })
  expect(found?.id).toBe(expected)
  expect(asked).toEqual(readOnes)
})
