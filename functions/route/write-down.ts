import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { Ledger } from '../core/ledger.ts'
import type { Clock } from '../core/ports.ts'
import { settleAll } from '../core/settle-all.ts'
import { withholdErased } from '../core/withhold-erased.ts'
import type { Decided } from './decide-event.ts'
import { hasPassed, mayPass } from './look-around.ts'
import { rememberMessage } from './remember-message.ts'
import { replaceRow } from './replace-row.ts'
import type { SeenRows } from './seen-rows.ts'

interface Ports {
  readonly ledger: Ledger
  readonly now: Clock
}

/**
 * Writes what was decided into the ledger, conversation and message before the ticket: a deletion that passes its message
 * shows in between, and may make another decision necessary.
 *
 * @returns the event without what erased people wrote; `undefined` where somebody else was quicker, and it is to be
 *   decided anew
 */
export async function writeDown(
  decided: Decided,
  seen: SeenRows,
  ports: Ports,
): Promise<RoutedEvent | undefined> {
  const { accepted, known, routed, destinations, conversation, work } = decided
  const { ledger } = ports
  const replaceWork = () => replaceRow('work', work.key, work.next, work.before, ledger)
  seen.note('conversation', conversation.key, conversation.next)
  const telling = withholdErased(routed, seen)
  const stands = await settleAll([
    replaceRow('conversation', conversation.key, conversation.next, conversation.before, ledger),
    rememberMessage(routed, known, destinations, ports).then(() => true),
    telling.then(() => true),
    ...(isOfMessagesAlone(decided) ? [replaceWork()] : []),
  ])
  if (stands.includes(false)) return undefined
  if (isOfMessagesAlone(decided)) return telling
  if (await hasPassed(accepted, known, ledger)) return undefined
  return (await replaceWork()) ? telling : undefined
}

/**
 * Whether what became of the ticket was decided on the messages alone. In private a ticket is its conversation's: whoever
 * began it and whatever else its row says, the decision is the same, and both are written at the same moment.
 */
function isOfMessagesAlone({ accepted, known, routed }: Decided): boolean {
  return routed.visibility === 'private' && !mayPass(accepted, known)
}
