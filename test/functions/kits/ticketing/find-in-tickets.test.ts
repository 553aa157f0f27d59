import { expect, it } from 'vitest'
import { findInTickets } from '../../../../functions/kits/ticketing/find-in-tickets.ts'

it.each([
  ['in the known ticket, and searches for no others', '1', '1', ['1']],
  ['in those that are found, each looked at once', '1', '3', ['1', 'search', '2', '3']],
  ['without a known ticket', undefined, '2', ['search', '1', '2']],
  ['nowhere', '1', undefined, ['1', 'search', '2', '3']],
])('findInTickets finds %s', async (_, known, home, expected) => {
  const asked: string[] = []
  const search = async () => {
    asked.push('search')
    return ['1', '2', '3']
  }
  const find = async (ticket: string) => {
    asked.push(ticket)
    return ticket === home ? ticket : undefined
  }
  const remote = known === undefined ? undefined : { ticket: known }
  expect(await findInTickets(remote, search, find)).toBe(home)
  expect(asked).toEqual(expected)
})
