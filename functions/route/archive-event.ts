import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import { packArchived } from '../core/archived-body.ts'
import type { Ledger } from '../core/ledger.ts'
import type { ObjectStore } from '../core/ports.ts'
import { withoutAddresses } from '../core/without-addresses.ts'

export interface ArchivePorts {
  readonly ledger: Ledger
  readonly store: ObjectStore
  readonly deployment: { readonly retention: Pick<Deployment['retention'], 'archive'> }
}

export interface Archived {
  readonly event: RoutedEvent
  readonly destinations: readonly string[]
  /** Why it goes there. */
  readonly by?: string
}

const dayMs = 24 * 3_600_000

/**
 * Keeps for some days what was sent on, so that an operator can find it and have it sent again; repeating it changes
 * nothing. Of what nobody asks for it keeps that it came, and none of its words. It is found by when it was received:
 * what comes to route later than that (parked, or in quarantine) no replay would reach.
 *
 * @param turn its place among those that are routed together, from 0; none where it is alone
 */
export async function archiveEvent(
  { event, destinations, by }: Archived,
  { at, turn }: { readonly at: Date; readonly turn?: number | undefined },
  { ledger, store, deployment }: ArchivePorts,
): Promise<void> {
  const days = deployment.retention.archive
  const isReached = at.getTime() - Date.parse(event.receivedAt) <= days * dayMs
  if (days === 0 || !isReached) return
  await ledger.merge('archive', `${event.receivedAt}#${event.id}`, {
    eventId: event.id,
    platform: event.platform,
    kind: event.kind,
    conversationId: event.conversation.id,
    destinations: [...destinations],
    routedAt: at.toISOString(),
    ...(turn !== undefined && { turn }),
    ...(by !== undefined && { by }),
    body: destinations.length === 0 ? '' : await packArchived(withoutAddresses(event), store),
  })
}
