import type { DeliveryContext, DestinationAdapter } from '../../contracts/destination.ts'
import type { PresentationOptions } from '../../presentation/present-event.ts'
import type { NoteLimits } from './compose-note.ts'
import { deliverToTicket, remoteIds } from './deliver-to-ticket.ts'
import type { Ticket, TicketAttempt, TicketSystem } from './ticket-system.ts'

export interface TicketDestination<Settings extends PresentationOptions, Known extends Ticket>
  extends Pick<DestinationAdapter<Settings>, 'name' | 'settings' | 'limits' | 'operator'> {
  /** What its notes can hold. */
  note(settings: Settings): NoteLimits
  /** The system, for one attempt. */
  system(attempt: TicketAttempt<Settings>): TicketSystem<Known>
}

/** A destination that opens a ticket for a work key and adds a note for every event. */
export function ticketDestination<Settings extends PresentationOptions, Known extends Ticket>({
  note,
  system,
  ...destination
}: TicketDestination<Settings, Known>) {
  const attemptOf = (
    event: TicketAttempt<Settings>['event'],
    context: DeliveryContext<Settings>,
  ): TicketAttempt<Settings> => ({
    event,
    context,
    degraded: new Set(),
    progress: { ...context.progress },
  })
  return {
    ...destination,
    open: (context) => ({
      deliver(event) {
        const attempt = attemptOf(event, context)
        return deliverToTicket(attempt, system(attempt), note(context.settings))
      },
      async findExisting(event) {
        const opened = system(attemptOf(event, context))
        const written = await opened.resume()
        return written && remoteIds(written, opened)
      },
    }),
  } satisfies DestinationAdapter<Settings>
}
