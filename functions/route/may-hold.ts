import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { DestinationConfig } from '../../schemas/deployment.ts'

/** Nothing private ever goes to a destination that is marked as public. */
export function mayHold(holds: DestinationConfig['holds'], event: Pick<ContactEvent, 'visibility'>): boolean {
  return holds === 'both' || holds === event.visibility
}
