import type { ContactEvent, Kind, RoutedEvent } from '../../schemas/contact-event.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import type { OwnDecision } from '../contracts/own-functions.ts'
import { NotAccepted } from '../core/errors.ts'
import { acceptanceGroup, conversationGroup } from '../core/ids.ts'
import type { Ledger, Row } from '../core/ledger.ts'
import { packEvent } from '../core/message-body.ts'
import { park } from '../core/park.ts'
import type { Clock, EventQueue, ObjectStore, Telemetry } from '../core/ports.ts'
import type { Verdict } from '../core/process-batch.ts'
import { settleAll } from '../core/settle-all.ts'
import { withholdErased } from '../core/withhold-erased.ts'
import { withoutAddresses } from '../core/without-addresses.ts'
import { type ArchivePorts, archiveEvent } from './archive-event.ts'
import { awaitMessages } from './await-messages.ts'
import { isItsTurn } from './await-turn.ts'
import { chooseDestinations } from './choose-destinations.ts'
import { decideWork, hasTicket, workKey } from './decide-work.ts'
import { type Around, hasMoved, lookAround } from './look-around.ts'
import { nextConversation } from './next-conversation.ts'
import { nextWork } from './next-work.ts'
import { askOwn } from './own/ask-own.ts'
import type { OwnFunctions } from './own/own-functions.ts'
import { pauseSeconds, type Receipt } from './receipt.ts'
import { rememberMessage } from './remember-message.ts'
import { replaceRow } from './replace-row.ts'
import { resolveConversationId, resolveEvent } from './resolve-conversation.ts'
import { isCopy, withoutServed } from './same-mail.ts'

const changesMessage = new Set<Kind>([
  'message.edited',
  'message.deleted',
  'message.hidden',
  'message.unhidden',
  'message.attachments_changed',
])

export interface RoutePorts {
  readonly ledger: Ledger
  readonly store: ObjectStore
  readonly queueOf: (destination: string) => EventQueue
  readonly deployment: Pick<Deployment, 'routing' | 'destinations'> & ArchivePorts['deployment']
  readonly telemetry: Telemetry
  readonly now: Clock
  /** Where the deployment names any. */
  readonly own?: OwnFunctions | undefined
}

/** Limit of tries in a row in which somebody else was quicker: it is better tried later. */
const maxTries = 5

/**
 * Puts one event into its conversation, decides what it means for work, and queues it for every chosen
 * destination. It is marked as processed last; everything before that is safe to repeat.
 *
 * What it decides on may change at the same moment, by another order group: rows that both change are replaced only as
 * they were read, and what was decided goes out before anything else is decided on the same ticket.
 *
 * @param generation n for the n-th replay, which is routed anew: the rules may have been corrected since
 * @param receipt without it the event does not wait for what it names: nobody would bring it again
 * @returns when it is to come again, where it has to wait for others
 * @throws NotAccepted where a queue did not take it
 */
export async function routeEvent(
  given: ContactEvent,
  generation: number,
  ports: RoutePorts,
  receipt?: Receipt,
): Promise<Verdict> {
  // Of a replay they were made by functions that may be others by now.
  const { extensions: _, ...accepted } = given
  for (let tries = 0; tries < maxTries; tries++) {
    const verdict = await tryToRoute(accepted, { generation, receipt }, ports)
    if (verdict !== 'outdated') return verdict
  }
  return { retryAfterSeconds: 1 }
}

async function tryToRoute(
  accepted: ContactEvent,
  { generation, receipt }: { readonly generation: number; readonly receipt: Receipt | undefined },
  ports: RoutePorts,
): Promise<Verdict | 'outdated'> {
  const { ledger, now } = ports
  const seen = await lookAround(accepted, ledger)
  if (seen.processed && seen.processed.generation >= generation) return 'done'
  const arrival = await awaitMessages(seen.event, seen.known, receipt, ports)
  if ('again' in arrival) return { retryAfterSeconds: arrival.again }
  const around = arrival.isConfirmed ? await lookAround(accepted, ledger) : seen

  const { conversation, work, known, routed, destinations, isUnmatched } = await decide(around, ports)
  const group = acceptanceGroup(accepted)
  const isTurn = !receipt || (await isItsTurn(routed.work, work, { eventId: routed.id, group }, ports))
  if (!isTurn) return { retryAfterSeconds: pauseSeconds(receipt, now) }

  const [isCurrent] = await settleAll([
    replaceRow(
      'conversation',
      routed.conversation.id,
      nextConversation(conversation, routed, isCopy(routed, known.self)),
      conversation,
      ledger,
    ),
    rememberMessage(routed, known, destinations, ports).then(() => true),
  ])
  if (!isCurrent) return 'outdated'
  const [isMoved, told] = await Promise.all([
    hasMoved(accepted, known, ledger),
    withholdErased(routed, ledger),
  ])
  if (isMoved) return 'outdated'
  const change = { destinations, group, at: now() }
  const stands = await replaceRow('work', routed.work.key, nextWork(work, routed, change), work, ledger)
  if (!stands) return 'outdated'

  if (isUnmatched) await parkUnmatched(told, generation, ports)
  await settleAll([
    ...destinations.map((destination) => queueFor(destination, told, ports)),
    // Whom it went to the first time stays known where a corrected rule sends it to nobody.
    ...(destinations.length > 0 || generation === 0 ? [archiveEvent(told, destinations, ports)] : []),
  ])
  const { receivedAt } = accepted
  await ledger.merge('processed', routed.id, { at: now().toISOString(), generation, receivedAt })
  return 'done'
}

/** What an event becomes, and the rows that this was decided on. */
async function decide({ event, known, near }: Around, { deployment, ledger, own }: RoutePorts) {
  const id = resolveConversationId(event, known)
  const conversation = await near('conversation', id)
  const resolved = resolveEvent(event, known, id, conversation)
  const key = workKey(resolved, known)
  const work = await near('work', key)
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
  const { extensions, decision } = own ? await askOwn(facts, own, ledger) : {}
  const choice = decision ? choose(decision) : proposed
  const routed: RoutedEvent = { ...decided, work: choice.work, ...(extensions && { extensions }) }
  const destinations = withoutServed(event, known.self, choice.to)
  return { conversation, work, known, routed, destinations, isUnmatched: choice.unmatched }
}

async function queueFor(destination: string, event: RoutedEvent, ports: RoutePorts): Promise<void> {
  const body = await packEvent(event, destination, ports.store)
  const [result] = await ports
    .queueOf(destination)
    .send([{ id: event.id, group: conversationGroup(event), body, deduplicationId: event.id }])
  if (result?.taken) return
  if (result?.fault === 'sender')
    return parkFor(event, ports, {
      destination,
      generation: 0,
      code: 'refused_by_queue',
      reason: 'the queue will not take this message',
    })
  throw new NotAccepted('queue_unavailable', `the queue of ${destination} did not take an event`)
}

function parkUnmatched(event: RoutedEvent, generation: number, ports: RoutePorts): Promise<void> {
  ports.telemetry.count('Unmatched')
  return parkFor(event, ports, {
    destination: 'route',
    generation,
    code: 'unmatched',
    reason: 'no rule names a destination that may hold this event',
  })
}

function parkFor(
  event: RoutedEvent,
  ports: RoutePorts,
  why: Pick<Row<'parked'>, 'destination' | 'generation' | 'code' | 'reason'>,
): Promise<void> {
  const at = ports.now().toISOString()
  return park(
    ports,
    {
      ...why,
      eventId: event.id,
      conversationId: event.conversation.id,
      platform: event.platform,
      kind: event.kind,
      attempts: 0,
      firstAt: at,
      lastAt: at,
    },
    withoutAddresses(event),
  )
}
