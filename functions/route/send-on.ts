import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { NotAccepted } from '../core/errors.ts'
import { conversationGroup } from '../core/ids.ts'
import type { Row } from '../core/ledger.ts'
import { packEvent } from '../core/message-body.ts'
import { park } from '../core/park.ts'
import type { EventQueue, Telemetry } from '../core/ports.ts'
import { settleAll } from '../core/settle-all.ts'
import { withoutAddresses } from '../core/without-addresses.ts'
import { type ArchivePorts, archiveEvent } from './archive-event.ts'
import type { Decided } from './decide-event.ts'

export interface SendPorts extends ArchivePorts {
  readonly queueOf: (destination: string) => EventQueue
  readonly telemetry: Telemetry
}

/**
 * Queues an event for every chosen destination and keeps it for a replay; only then it is marked as processed.
 *
 * @param event as it may be told
 * @throws NotAccepted where a queue did not take it
 */
export async function sendOn(
  event: RoutedEvent,
  { accepted, destinations, isUnmatched }: Decided,
  generation: number,
  ports: SendPorts,
): Promise<void> {
  const { ledger, now } = ports
  if (isUnmatched) await parkUnmatched(event, generation, ports)
  await settleAll([
    ...destinations.map((destination) => queueFor(destination, event, ports)),
    // Whom it went to the first time stays known where a corrected rule sends it to nobody.
    ...(destinations.length > 0 || generation === 0 ? [archiveEvent(event, destinations, ports)] : []),
  ])
  const { receivedAt } = accepted
  await ledger.merge('processed', event.id, { at: now().toISOString(), generation, receivedAt })
}

async function queueFor(destination: string, event: RoutedEvent, ports: SendPorts): Promise<void> {
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

function parkUnmatched(event: RoutedEvent, generation: number, ports: SendPorts): Promise<void> {
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
  ports: SendPorts,
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
