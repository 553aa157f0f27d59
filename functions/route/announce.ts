import { compact } from '../core/compact.ts'
import type { ReceivedMessage } from '../core/consume.ts'
import { readDeduplicationId } from '../core/deduplication-id.ts'
import type { Ledger, Row } from '../core/ledger.ts'
import type { Clock } from '../core/ports.ts'

interface Ports {
  readonly ledger: Ledger
  readonly now: Clock
}

/**
 * Announces the message that goes back to the queue or has come back from it, because it failed, its function died, or it
 * stands behind one that did: whoever answers it may be in another order group, and would else wait no longer than for
 * what never came.
 */
export async function announcePutBack(
  { brings, deduplicationId }: Pick<ReceivedMessage, 'brings' | 'deduplicationId'>,
  ports: Ports,
): Promise<void> {
  if (!brings) return
  const row = await ports.ledger.read('message', brings.id)
  if (row?.broughtBy !== undefined || row?.versionOf !== undefined || row?.conversationId !== undefined)
    return
  await announce(brings, readDeduplicationId(deduplicationId).eventId, ports)
}

/** Says in the row of a message that its event is here, and on its way. */
export async function announce(
  { id, digest, waitsSince }: { readonly id: string } & Pick<Row<'message'>, 'digest' | 'waitsSince'>,
  eventId: string,
  { ledger, now }: Ports,
): Promise<void> {
  await ledger.merge('message', id, compact({ ...broughtBy(eventId, now), digest, waitsSince }))
}

export function broughtBy(eventId: string, now: Clock): Pick<Row<'message'>, 'broughtBy' | 'broughtAt'> {
  return { broughtBy: eventId, broughtAt: now().toISOString() }
}
