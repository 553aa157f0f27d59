import type { Work } from '../../schemas/contact-event.ts'
import type { OwnDecision } from '../contracts/own-functions.ts'
import { ownReason } from '../core/own-reason.ts'

/**
 * What an event means for work once somebody's own decision is heard. A ticket that is there is not opened again: the
 * event wakes it up.
 */
export function withDecision(
  work: Work,
  { effect = work.effect, reason, to }: OwnDecision,
  ticketExists: boolean,
): Work {
  if (effect === work.effect && reason === undefined && to === undefined) return work
  const decided = { ...work, reason: ownReason(reason) }
  if (effect === work.effect) return decided
  if (effect === 'open' && ticketExists) return { ...decided, effect: 'append', reopen: true }
  return { ...decided, effect, reopen: effect === 'append' && work.reopen }
}
