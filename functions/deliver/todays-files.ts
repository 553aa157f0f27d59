import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { isToBeScanned } from '../core/attachment-key.ts'
import { hasPending, withFetched } from '../core/fetched-attachments.ts'
import type { Ledger } from '../core/ledger.ts'

/**
 * An event that is sent again, with its files as they are today. When it goes out first, an event of its own comes behind
 * it that says so: told twice, each file would stand in the ticket twice.
 *
 * @param generation n for the n-th replay
 */
export async function withTodaysFiles(
  event: RoutedEvent,
  generation: number,
  ledger: Pick<Ledger, 'read'>,
): Promise<RoutedEvent> {
  if (generation === 0 || !hasPending(event)) return event
  const { files = {}, settledAt } = (await ledger.read('attachments', event.id)) ?? {}
  // One that is being scanned is handed out by nobody yet.
  const known = Object.entries(files).filter(([, { key }]) => settledAt !== undefined || !isToBeScanned(key))
  return withFetched(event, Object.fromEntries(known))
}
