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
  open: (context) => ({
    deliver: (event) => deliverEvent(event, context),
    findExisting: (event) => findExisting(event, context),
  }),
  operator: () => import('./probe.ts'),
}
