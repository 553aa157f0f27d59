import type { ContactEvent } from '../../../schemas/contact-event.ts'
import type { OperationsPorts } from '../ports.ts'

/** What became of a message after the event that brings its words. */
export type Changed = 'edited' | 'deleted'

/** Whether a message that still has its words was deleted since; an edited one has an id for each version, of which a deletion may name any. */
export async function changedSince(
  { kind, message }: Pick<ContactEvent, 'kind' | 'message'>,
  { ledger }: Pick<OperationsPorts, 'ledger'>,
): Promise<Changed | undefined> {
  if (kind === 'message.deleted' || !message || message.withheld !== undefined) return undefined
  const ids = new Set([message.id, message.version ?? message.id])
  const rows = await Promise.all([...ids].map((id) => ledger.read('message', id)))
  return rows.some((row) => row?.deletedAt !== undefined) ? 'deleted' : undefined
}
