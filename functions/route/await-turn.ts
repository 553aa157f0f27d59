import type { Work } from '../../schemas/contact-event.ts'
import type { Ledger, Row } from '../core/ledger.ts'
import type { Clock } from '../core/ports.ts'
import { isProcessed, isRecent } from './await-messages.ts'

/**
 * Whether the queues have whatever changed the ticket last, so that what is decided next also comes next. Within one
 * order group of `contacts` it is so: its events are routed one after the other.
 *
 * @param group of the event
 */
export async function isItsTurn(
  { effect, reopen }: Pick<Work, 'effect' | 'reopen'>,
  row: Row<'work'> | undefined,
  { eventId, group }: { readonly eventId: string; readonly group: string },
  { ledger, now }: { readonly ledger: Ledger; readonly now: Clock },
): Promise<boolean> {
  const depends = effect === 'open' || effect === 'withdraw' || effect === 'answer' || reopen
  if (!depends || !row || row.changedIn === group || row.changedBy === eventId) return true
  return !isRecent(row.changedAt, now) || isProcessed(row.changedBy, ledger)
}
