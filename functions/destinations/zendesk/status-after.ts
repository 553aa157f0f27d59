import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { ZendeskSettings } from './settings.ts'

const waitsForAgent = new Set(['new', 'open', 'hold'])
const rests = new Set(['pending', 'hold', 'solved'])

/**
 * The status that a ticket gets by an event; `undefined` where it keeps its own.
 *
 * @param status that it has, `undefined` where that could not be read
 */
export function statusAfter(
  { work }: RoutedEvent,
  status: string | undefined,
  { answered, withdrawn }: Pick<ZendeskSettings, 'answered' | 'withdrawn'>,
): string | undefined {
  switch (work.effect) {
    case 'open':
      return openAgain(status)
    case 'append':
      return work.reopen ? openAgain(status) : undefined
    case 'answer':
      return answered !== 'leave' && (status === undefined || waitsForAgent.has(status))
        ? answered
        : undefined
    case 'withdraw':
      return withdrawn !== 'leave' && status !== 'solved' ? withdrawn : undefined
    default:
      return undefined
  }
}

/** A new ticket stays new: nobody has taken it yet. */
function openAgain(status: string | undefined): 'open' | undefined {
  return status === undefined || rests.has(status) ? 'open' : undefined
}
