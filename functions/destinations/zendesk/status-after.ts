import type { TicketChange } from '../../kits/ticketing/ticket-system.ts'
import type { ZendeskSettings } from './settings.ts'

const waitsForAgent = new Set(['new', 'open', 'hold'])
const rests = new Set(['pending', 'hold', 'solved'])

/**
 * The status that a ticket gets; `undefined` where it keeps its own.
 *
 * @param status that it has, `undefined` where that could not be read
 */
export function statusAfter(
  change: TicketChange | undefined,
  status: string | undefined,
  { answered, withdrawn }: Pick<ZendeskSettings, 'answered' | 'withdrawn'>,
): string | undefined {
  // A new ticket stays new: nobody has taken it yet.
  if (change === 'reopen') return status === undefined || rests.has(status) ? 'open' : undefined
  if (change === 'answered' && answered !== 'leave')
    return status === undefined || waitsForAgent.has(status) ? answered : undefined
  return change === 'withdrawn' && withdrawn !== 'leave' && status !== 'solved' ? withdrawn : undefined
}
