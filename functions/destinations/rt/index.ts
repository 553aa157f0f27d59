import { ticketDestination } from '../../kits/ticketing/ticket-destination.ts'
import { noteLimits } from './compose-message.ts'
import { settings } from './settings.ts'
import { ticketSystem } from './ticket-system.ts'

/** Request Tracker 5 by its REST 2.0 interface: a ticket per work key, every message after the first a comment. */
export const rt = ticketDestination({
  name: 'rt',
  settings,
  // `$MaxAttachmentSize` as it comes.
  limits: { attachment: 10 * 1024 * 1024, canEdit: false, canDelete: false, holds: 'both' },
  note: noteLimits,
  system: ticketSystem,
  operator: () => import('./probe.ts'),
})
