import type { DestinationAdapter } from '../../contracts/destination.ts'
import { deliver } from './deliver.ts'
import { findExisting } from './find-existing.ts'
import { type RtSettings, settings } from './settings.ts'

/** Request Tracker 5 by its REST 2.0 interface: a ticket per work key, every message after the first a comment. */
export const rt: DestinationAdapter<RtSettings> = {
  name: 'rt',
  settings,
  // `$MaxAttachmentSize` as it comes.
  limits: { attachment: 10 * 1024 * 1024, canEdit: false, canDelete: false, holds: 'both' },
  open: (context) => ({
    deliver: (event) => deliver(event, context),
    findExisting: (event) => findExisting(event, context),
  }),
  operator: () => import('./probe.ts'),
}
