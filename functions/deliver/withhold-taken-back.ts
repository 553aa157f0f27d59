import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { Ledger } from '../core/ledger.ts'
import { withhold } from '../core/withhold.ts'

/** A message that was deleted while it waited goes out without its words. */
export async function withholdTakenBack(event: RoutedEvent, ledger: Ledger): Promise<RoutedEvent> {
  const speaks = event.kind === 'message.created' || event.kind === 'message.edited'
  if (!speaks || !event.message || event.message.withheld !== undefined) return event
  const { id, version = id } = event.message
  const names = [...new Set([id, version])]
  const rows = await Promise.all(names.map((name) => ledger.read('message', name)))
  return rows.some((row) => row?.deletedAt !== undefined) ? withhold(event, 'deleted') : event
}
