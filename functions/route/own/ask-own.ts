import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { OwnDecision } from '../../contracts/own-functions.ts'
import type { Ledger, Row } from '../../core/ledger.ts'
import { withholdErased } from '../../core/withhold-erased.ts'
import type { Known } from '../look-up.ts'
import { knownOfEvent } from './known-of-event.ts'
import type { OwnFunctions } from './own-functions.ts'

interface Facts {
  /** With its work by the rules. */
  readonly event: RoutedEvent
  readonly known: Known
  readonly work: Row<'work'> | undefined
  readonly ticketExists: boolean
  /** Destinations by the rules. */
  readonly to: readonly string[]
}

/**
 * Asks functions of one's own. They see no more of an event than what may go out: nothing of people who were erased, so
 * that nothing of them comes back in what they return.
 */
export async function askOwn(
  { event: routed, known, work, ticketExists, to }: Facts,
  own: OwnFunctions,
  ledger: Pick<Ledger, 'read'>,
): Promise<{ extensions?: RoutedEvent['extensions']; decision?: OwnDecision | undefined }> {
  const event = await withholdErased(routed, ledger)
  const facts = knownOfEvent(event, known, work, ticketExists)
  const extensions = await own.enrich({ event, known: facts })
  const decision = await own.decide({
    event: extensions === undefined ? event : { ...event, extensions },
    known: facts,
    proposed: { to, effect: event.work.effect },
  })
  return { extensions, decision }
}
