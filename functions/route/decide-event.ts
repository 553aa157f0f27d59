import type { ContactEvent, Kind, RoutedEvent } from '../../schemas/contact-event.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import type { OwnDecision } from '../contracts/own-functions.ts'
import { compact } from '../core/compact.ts'
import { acceptanceGroup } from '../core/ids.ts'
import type { Row } from '../core/ledger.ts'
import type { Clock } from '../core/ports.ts'
import { chooseDestinations } from './choose-destinations.ts'
import { decideWork, hasTicket, workKey } from './decide-work.ts'
import { conversationAt, type DecidedOn, type Decision, decisionOn } from './kept-decisions.ts'
import type { Around } from './look-around.ts'
import type { Known } from './look-up.ts'
import { type MessageChange, messageChanges } from './message-changes.ts'
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
export interface RowChange<K extends DecidedOn> {
  readonly key: string
  readonly before: Row<K> | undefined
  readonly next: Row<K> | undefined
  /** What is to be known if the event is decided again. */
  readonly decision: Decision<K>
}

/** What an event becomes, and what that makes of the rows that it was decided on. */
export interface Decided {
  readonly accepted: ContactEvent
  readonly known: Known
  readonly routed: RoutedEvent
  readonly destinations: readonly string[]
  readonly isUnmatched: boolean
  /** Why it goes there, as the archive keeps it. */
  readonly by: string
  readonly conversation: RowChange<'conversation'>
  readonly work: RowChange<'work'>
  readonly messages: readonly MessageChange[]
}

const changesMessage = new Set<Kind>([
  'message.edited',
  'message.deleted',
  'message.hidden',
  'message.unhidden',
  'message.attachments_changed',
])

/**
 * Decides what an event becomes; nothing is written. What an earlier attempt has written of its decision stands: it was
 * made before what the events behind it have made of the rows.
 *
 * @param generation of a replay: it is decided anew
 */
export async function decideEvent(
  accepted: ContactEvent,
  generation: number,
  { event, known, seen }: Around,
  { deployment, own, now }: DecidePorts,
): Promise<Decided> {
  const group = acceptanceGroup(accepted)
  const standing = <K extends DecidedOn>(row: Row<K> | undefined) =>
    generation === 0 ? decisionOn(row, { group, eventId: accepted.id }) : undefined
  const id = resolveConversationId(event, known)
  const conversation = await seen.read('conversation', id)
  const asItWas = conversationAt(conversation, standing<'conversation'>(conversation))
  const resolved = resolveEvent(event, known, id, asItWas)
  const key = workKey(resolved, known)
  const work = await seen.read('work', key)
  const { key: _, ...anew } = decideWork(resolved, known, key, work)
  const meant = standing<'work'>(work) ?? anew
  const decided = { ...resolved, work: { ...meant, key } }
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
  const routed: RoutedEvent = compact({ ...decided, work: choice.work, extensions })
  const destinations = withoutServed(event, known.self, choice.to)
  const change = { destinations, group, at: now() }
  return {
    accepted,
    known,
    routed,
    destinations,
    isUnmatched: choice.unmatched,
    by: choice.by,
    conversation: {
      key: id,
      before: conversation,
      next: nextConversation(conversation, routed, isCopy(routed, known.self)),
      decision: compact({
        begun: asItWas?.startedBy === undefined ? undefined : true,
        late: routed.conversation.late,
      }),
    },
    work: {
      key,
      before: work,
      next: nextWork(work, routed, change),
      decision: meant,
    },
    messages: messageChanges(routed, known, destinations, now),
  }
}
