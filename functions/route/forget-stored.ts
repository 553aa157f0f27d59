import type { ContactEvent } from '../../schemas/contact-event.ts'
import { firstReceived } from '../core/first-received.ts'
import { toEscapedJson } from '../core/json.ts'
import type { Ledger } from '../core/ledger.ts'
import { bodyKey } from '../core/message-body.ts'
import type { ObjectStore } from '../core/ports.ts'
import { withholdErased } from '../core/withhold-erased.ts'
import { withoutAddresses } from '../core/withhold-person.ts'

/**
 * Empties what ingest has stored of a message whose author was erased since: its body, where it was too large for the
 * queue, and its files. Ingest knows no table, and a platform sends a message again that went through before.
 *
 * @param body of the queue's message
 */
export async function forgetStored(
  body: string,
  event: ContactEvent,
  { ledger, store }: { readonly ledger: Ledger; readonly store: ObjectStore },
): Promise<void> {
  const large = bodyKey(body)
  const files = (event.message?.attachments ?? []).flatMap(({ key }) => key ?? [])
  if (large === undefined && files.length === 0) return
  const before = await firstReceived(event, ledger)
  const kept = await withholdErased(before, ledger)
  if (kept === before) return
  if (kept.message?.withheld === 'erased')
    for (const key of files) await store.put(key, '', 'application/octet-stream')
  if (large !== undefined) {
    const shown = withoutAddresses({ ...kept, receivedAt: event.receivedAt })
    await store.put(large, toEscapedJson(shown), 'application/json')
  }
}
