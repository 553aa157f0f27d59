import { ticketDestination } from '../../kits/ticketing/ticket-destination.ts'
import { settings } from './settings.ts'
import { requestTracker } from './tickets.ts'
import { noteLimits } from './write-message.ts'

/** Request Tracker 5 by its REST 2.0 interface: a ticket per work key, every message after the first a comment. */
export const rt = ticketDestination({
  name: 'rt',
  settings,
  // `$MaxAttachmentSize` as it comes.
  limits: { attachment: 10 * 1024 * 1024, canEdit: false, canDelete: false, holds: 'both' },
  note: noteLimits,
  system: requestTracker,
  operator: () => import('./probe.ts'),
})
