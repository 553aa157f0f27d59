import type { Ledger } from '../../../functions/core/ledger.ts'
import type { ArchivedRow } from '../replay-events.ts'
import { placeOf } from './place-of.ts'

/** The archived row of an event, which lies under the time that its first receipt says. */
export async function archivedRowOf(
  eventId: string,
  { ledger }: { readonly ledger: Ledger },
): Promise<ArchivedRow | undefined> {
  const { receivedAt } = (await ledger.read('processed', eventId)) ?? {}
  if (receivedAt === undefined) return undefined
  const row = await ledger.read('archive', placeOf({ receivedAt, eventId }))
  return row && { ...row, receivedAt }
}
