import { noteMarks } from '../../kits/ticketing/note-marks.ts'
import { ticketDestination } from '../../kits/ticketing/ticket-destination.ts'
import { channelSystem } from './channel-system.ts'
import type { ZendeskTicket } from './find-tickets.ts'
import { settings, type ZendeskSettings } from './settings.ts'
import { ticketSystem } from './ticket-system.ts'

/** Characters of a comment, as HTML or as text. */
const maxLength = 65_535
const maxBytes = 50 * 1024 * 1024

/** Zendesk Support: tickets by its ticket API, or pushed through an integration of its Channel framework. */
export const zendesk = ticketDestination<ZendeskSettings, ZendeskTicket>({
  name: 'zendesk',
  settings,
  limits: {
    text: maxLength,
    attachment: maxBytes,
    // Each takes two to five requests, one of them an update: the smallest plan allows 200 and 100 a minute.
    requestsPerSecond: 0.8,
    canEdit: false,
    canDelete: true,
    holds: 'both',
  },
  note: ({ deliver }) => ({
    formats: ['html', 'text'],
    maxLength,
    facts: (event) => [noteMarks(event)],
    // No comment of the channel takes bytes.
    ...(deliver === 'channel'
      ? { formats: ['text'], files: { maxBytes, maxCount: 0 }, wholeAsFile: false }
      : { files: { maxBytes, maxTotalBytes: maxBytes } }),
  }),
  system: (attempt) =>
    attempt.context.settings.deliver === 'channel' ? channelSystem(attempt) : ticketSystem(attempt),
  operator: () => import('./probe.ts'),
})
