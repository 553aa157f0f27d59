import type { ArchivedRow } from '../replay-events.ts'

/** Where a row stands among the others: the later, the newer. */
export function placeOf({ receivedAt, eventId }: Pick<ArchivedRow, 'receivedAt' | 'eventId'>): string {
  return `${receivedAt}#${eventId}`
}
