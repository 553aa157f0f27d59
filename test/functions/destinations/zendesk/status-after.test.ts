import { describe, expect, it } from 'vitest'
import { statusAfter } from '../../../../functions/destinations/zendesk/status-after.ts'
import type { Work } from '../../../../schemas/contact-event.ts'
import { routedEvent } from '../../../contracts/routed-event.ts'

const statuses = ['new', 'open', 'pending', 'hold', 'solved', undefined]
const statusesAfter = (
  effect: Work['effect'],
  reopen = false,
  settings: Parameters<typeof statusAfter>[2] = { answered: 'pending', withdrawn: 'solved' },
) => {
  const event = routedEvent({ work: { ...routedEvent().work, effect, reopen } })
  return statuses.map((status) => statusAfter(event, status, settings) ?? '-')
}

describe('the status of a ticket that is new, open, pending, on hold, solved, unknown', () => {
  it.each([
    ['a message that opens', statusesAfter('open'), ['-', '-', 'open', 'open', 'open', 'open']],
    ['a customer’s message', statusesAfter('append', true), ['-', '-', 'open', 'open', 'open', 'open']],
    ['a note', statusesAfter('append'), ['-', '-', '-', '-', '-', '-']],
    ['an answer', statusesAfter('answer'), ['pending', 'pending', '-', 'pending', '-', 'pending']],
    ['a withdrawal', statusesAfter('withdraw'), ['solved', 'solved', 'solved', 'solved', '-', 'solved']],
    ['what asks for nothing', statusesAfter('none'), ['-', '-', '-', '-', '-', '-']],
  ])('after %s', (_, found, expected) => {
    expect(found).toEqual(expected)
  })

  it('stays where the settings leave it', () => {
    const leave = { answered: 'leave', withdrawn: 'leave' } as const
    expect(
      [...statusesAfter('answer', false, leave), ...statusesAfter('withdraw', false, leave)].join(''),
    ).toBe('-'.repeat(12))
  })
})
