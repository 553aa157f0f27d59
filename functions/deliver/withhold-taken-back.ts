import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { Ledger } from '../core/ledger.ts'
import { withhold } from '../core/withhold.ts'

/** A message that was deleted while it waited goes out without its words. */
export async function withholdTakenBack(event: RoutedEvent, ledger: Ledger): Promise<RoutedEvent> {
  const speaks = event.kind === 'message.created' || event.kind === 'message.edited'
  if (!speaks || !event.message || event.message.withheld !== undefined) return event
  const row = await ledger.read('message', event.message.id)
  return row?.deletedAt === undefined ? event : withhold(event, 'deleted')
}
