import type { ContactEvent, Kind, RoutedEvent } from '../../schemas/contact-event.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import type { OwnDecision } from '../contracts/own-functions.ts'
import { acceptanceGroup } from '../core/ids.ts'
import type { Row } from '../core/ledger.ts'
import type { Clock } from '../core/ports.ts'
import { chooseDestinations } from './choose-destinations.ts'
import { decideWork, hasTicket, workKey } from './decide-work.ts'
import type { Around } from './look-around.ts'
import type { Known } from './look-up.ts'
import { nextConversation } from './next-conversation.ts'
import { nextWork } from './next-work.ts'
import { askOwn } from './own/ask-own.ts'
import type { OwnFunctions } from './own/own-functions.ts'
import { resolveConversationId, resolveEvent } from './resolve-conversation.ts'
import { isCopy, withoutServed } from './same-mail.ts'

export interface DecidePorts {
  readonly deployment: Pick<Deployment, 'routing' | 'destinations'>
  readonly now: Clock
  /** Where the deployment names any. */
  readonly own?: OwnFunctions | undefined
}

/** A row as it was read, and as it is to be. */
export interface RowChange<K extends 'conversation' | 'work'> {
  readonly key: string
  readonly before: Row<K> | undefined
  readonly next: Row<K> | undefined
}

/** What an event becomes, and what that makes of the rows that it was decided on. */
export interface Decided {
  readonly accepted: ContactEvent
  readonly known: Known
  readonly routed: RoutedEvent
  readonly destinations: readonly string[]
  readonly isUnmatched: boolean
  readonly conversation: RowChange<'conversation'>
  readonly work: RowChange<'work'>
}

const changesMessage = new Set<Kind>([
  'message.edited',
  'message.deleted',
  'message.hidden',
  'message.unhidden',
  'message.attachments_changed',
])

/** Decides what an event becomes; nothing is written. */
export async function decideEvent(
  accepted: ContactEvent,
  { event, known, seen }: Around,
  { deployment, own, now }: DecidePorts,
): Promise<Decided> {
  const id = resolveConversationId(event, known)
  const conversation = await seen.read('conversation', id)
  const resolved = resolveEvent(event, known, id, conversation)
  const key = workKey(resolved, known)
  const work = await seen.read('work', key)
  const decided = { ...resolved, work: decideWork(resolved, known, key, work) }
  const sentTo = changesMessage.has(event.kind) ? [...(known.self?.destinations ?? [])] : []
  const ticketExists = hasTicket(resolved, known, work)
  const choose = (decision?: OwnDecision) =>
    chooseDestinations(
      decided,
      deployment.routing,
      deployment.destinations,
      sentTo,
      decision && { decision, ticketExists },
    )
  const proposed = choose()
  const facts = { event: { ...decided, work: proposed.work }, known, work, ticketExists, to: proposed.to }
  const { extensions, decision } = own ? await askOwn(facts, own, seen) : {}
  const choice = decision ? choose(decision) : proposed
  const routed: RoutedEvent = { ...decided, work: choice.work, ...(extensions && { extensions }) }
  const destinations = withoutServed(event, known.self, choice.to)
  const change = { destinations, group: acceptanceGroup(accepted), at: now() }
  return {
    accepted,
    known,
    routed,
    destinations,
    isUnmatched: choice.unmatched,
    conversation: {
      key: id,
      before: conversation,
      next: nextConversation(conversation, routed, isCopy(routed, known.self)),
    },
    work: { key, before: work, next: nextWork(work, routed, change) },
  }
}
