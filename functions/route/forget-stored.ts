import type { ContactEvent } from '../../schemas/contact-event.ts'
import { firstReceived } from '../core/first-received.ts'
import type { Ledger } from '../core/ledger.ts'
import { bodyKey } from '../core/message-body.ts'
import type { ObjectStore } from '../core/ports.ts'
import { replaceStored } from '../core/replace-stored.ts'
import { withholdErased } from '../core/withhold-erased.ts'
import { withoutAddresses } from '../core/without-addresses.ts'

/**
 * Empties what ingest has stored of a message whose author was erased since.
 *
 * @param body of the queue's message
 */
export async function forgetStored(
  body: string,
  event: ContactEvent,
  { ledger, store }: { readonly ledger: Ledger; readonly store: ObjectStore },
): Promise<void> {
  const hasFiles = event.message?.attachments.some(({ key }) => key !== undefined) ?? false
  if (!hasFiles && bodyKey(body) === undefined) return
  const before = await firstReceived(event, ledger)
  const kept = await withholdErased(before, ledger)
  if (kept === before) return
  await replaceStored(body, event, withoutAddresses({ ...kept, receivedAt: event.receivedAt }), store)
}
