import type { ContactEvent, Kind, RoutedEvent } from '../../schemas/contact-event.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import { NotAccepted } from '../core/errors.ts'
import { conversationGroup } from '../core/ids.ts'
import type { Ledger, Row } from '../core/ledger.ts'
import { packEvent } from '../core/message-body.ts'
import { park } from '../core/park.ts'
import type { Clock, EventQueue, ObjectStore, Telemetry } from '../core/ports.ts'
import { settleAll } from '../core/settle-all.ts'
import { type ArchivePorts, archiveEvent } from './archive-event.ts'
import { chooseDestinations } from './choose-destinations.ts'
import { decideWork, workKey } from './decide-work.ts'
import { lookUp } from './look-up.ts'
import { remember } from './remember.ts'
import { resolveConversationId, resolveEvent } from './resolve-conversation.ts'
import { withoutServed } from './same-mail.ts'

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
}

/**
 * Puts one event into its conversation, decides what it means for work, and queues it for every chosen
 * destination. It is marked as processed last; everything before that is safe to repeat.
 *
 * @param generation n for the n-th replay, which is routed anew: the rules may have been corrected since
 * @throws NotAccepted where a queue did not take it
 */
export async function routeEvent(
  accepted: ContactEvent,
  generation: number,
  ports: RoutePorts,
): Promise<void> {
  const { ledger, deployment, now } = ports
  const [processed, { event, known }] = await Promise.all([
    ledger.read('processed', accepted.id),
    lookUp(accepted, ledger),
  ])
  if (processed && processed.generation >= generation) return

  const conversationId = resolveConversationId(event, known)
  const conversation = await ledger.read('conversation', conversationId)
  const resolved = resolveEvent(event, known, conversationId, conversation)

  const key = workKey(resolved, known)
  const workRow = await ledger.read('work', key)
  const decided = { ...resolved, work: decideWork(resolved, known, key, workRow) }
  const sentTo = changesMessage.has(event.kind) ? known.self?.sentTo : []
  const choice = chooseDestinations(decided, deployment.routing, deployment.destinations, sentTo)
  const routed: RoutedEvent = { ...decided, work: choice.work }
  const to = withoutServed(event, known.self, choice.to)

  await remember(routed, known, { conversation, work: workRow, sentTo: to }, ledger)
  if (choice.unmatched) await parkUnmatched(routed, generation, ports)
  await settleAll(to.map((destination) => queueFor(destination, routed, ports)))
  await archiveEvent(routed, to, ports)
  await ledger.merge('processed', event.id, { at: now().toISOString(), generation })
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
    event,
  )
}
