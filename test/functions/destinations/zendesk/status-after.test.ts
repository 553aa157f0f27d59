import { describe, expect, it } from 'vitest'
import { statusAfter } from '../../../../functions/destinations/zendesk/status-after.ts'
import type { TicketChange } from '../../../../functions/kits/ticketing/ticket-system.ts'

const statuses = ['new', 'open', 'pending', 'hold', 'solved', undefined]
const statusesAfter = (
  change: TicketChange | undefined,
  settings: Parameters<typeof statusAfter>[2] = { answered: 'pending', withdrawn: 'solved' },
) => statuses.map((status) => statusAfter(change, status, settings) ?? '-')

describe('the status of a ticket that is new, open, pending, on hold, solved, unknown', () => {
  it.each([
    ['a customer’s message', statusesAfter('reopen'), ['-', '-', 'open', 'open', 'open', 'open']],
    ['an answer', statusesAfter('answered'), ['pending', 'pending', '-', 'pending', '-', 'pending']],
    ['a withdrawal', statusesAfter('withdrawn'), ['solved', 'solved', 'solved', 'solved', '-', 'solved']],
    ['what asks for nothing', statusesAfter(undefined), ['-', '-', '-', '-', '-', '-']],
  ])('after %s', (_, found, expected) => {
    expect(found).toEqual(expected)
  })

  it('stays where the settings leave it', () => {
    const leave = { answered: 'leave', withdrawn: 'leave' } as const
    expect([...statusesAfter('answered', leave), ...statusesAfter('withdrawn', leave)].join('')).toBe(
      '-'.repeat(12),
    )
  })
})
