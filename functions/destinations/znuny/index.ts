import type { DestinationAdapter } from '../../contracts/destination.ts'
import { deliverEvent } from './deliver-event.ts'
import { findExisting } from './find-existing.ts'
import { settings, type ZnunySettings } from './settings.ts'

/**
 * Znuny, OTRS and OTOBO by their generic interface: a ticket for each work key, an article for each event. The ticket
 * carries its work key in a dynamic field, each article its event id.
 */
export const znuny: DestinationAdapter<ZnunySettings> = {
  name: 'znuny',
  settings,
  limits: { canEdit: false, canDelete: false, holds: 'both' },
  deliver: deliverEvent,
  findExisting,
  // Of use to operators only: no cold start reads it.
  probe: async (context) => (await import('./probe.ts')).probe(context),
}
