import type { ContactEvent, Direction, Person } from '../../../schemas/contact-event.ts'
import type { KnownMessage, KnownOfEvent } from '../../contracts/own-functions.ts'
import { compact } from '../../core/compact.ts'
import type { Row } from '../../core/ledger.ts'
import type { Known } from '../look-up.ts'

/** What functions of one's own get to know: the same for an event that is routed once more, as far as it is the event's. */
export function knownOfEvent(
  event: ContactEvent,
  { self, parent }: Known,
  work: Row<'work'> | undefined,
  ticketExists: boolean,
): KnownOfEvent {
  const isOwnAnswer = work?.changedBy === event.id && event.direction === 'outbound'
  return compact({
    ticket: { exists: ticketExists, answered: work?.answered === true && !isOwnAnswer },
    startedBy: event.conversation.startedBy?.role,
    message:
      self?.conversationId === undefined || self.createdBy === event.id ? undefined : toKnownMessage(self),
    parent: parent?.conversationId === undefined ? undefined : toKnownMessage(parent),
  })
}

function toKnownMessage({ author, direction, destinations }: Row<'message'>): KnownMessage {
  return compact({
    author: author?.role as Person['role'] | undefined,
    direction: direction as Direction | undefined,
    destinations: [...(destinations ?? [])].sort(),
  })
}
