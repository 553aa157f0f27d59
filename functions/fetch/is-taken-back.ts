import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { Ledger } from '../core/ledger.ts'
import { withholdErased } from '../core/withhold-erased.ts'

/** Whether the message was deleted, or its files are not to be kept because a person was erased. */
export async function isTakenBack(request: ContactEvent, ledger: Pick<Ledger, 'read'>): Promise<boolean> {
  const [deleted, kept] = await Promise.all([wasDeleted(request, ledger), withholdErased(request, ledger)])
  return deleted || kept.message?.withheld !== undefined
}

/** An edited message has an id for each version, of which a deletion may name any. */
async function wasDeleted({ message }: ContactEvent, ledger: Pick<Ledger, 'read'>): Promise<boolean> {
  const ids = [message?.id, message?.version].filter((id) => id !== undefined)
  for (const id of ids) {
    const row = await ledger.read('message', id)
    if (row?.deletedAt !== undefined) return true
    const whole = row?.versionOf === undefined ? undefined : await ledger.read('message', row.versionOf)
    if (whole?.deletedAt !== undefined) return true
  }
  return false
}
