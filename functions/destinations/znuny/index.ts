import { ticketDestination } from '../../kits/ticketing/ticket-destination.ts'
import { storableText } from '../../text/storable-text.ts'
import { settings } from './settings.ts'
import { ticketSystem } from './ticket-system.ts'

/**
 * Znuny, OTRS and OTOBO by their generic interface: a ticket for each work key, an article for each event. The ticket
 * carries its work key in a dynamic field, each article its event id.
 */
export const znuny = ticketDestination({
  name: 'znuny',
  settings,
  limits: { canEdit: false, canDelete: false, holds: 'both' },
  note({ characters, maxAttachmentMegabytes }) {
    const maxBytes = maxAttachmentMegabytes * 1_000_000
    return {
      formats: ['text'],
      storable: (text) => storableText(text, characters),
      // Titles have 255 characters in the database.
      maxSubject: 250,
      // A longer text goes as a file: `findArticle` must be able to read an article within 64 kB.
      maxLength: 16_000,
      files: { maxBytes, maxTotalBytes: maxBytes },
    }
  },
  system: ticketSystem,
  operator: () => import('./probe.ts'),
})
