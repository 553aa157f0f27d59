import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { NotAccepted } from '../core/errors.ts'
import { fetchRequest, hasPending, withoutPending } from '../core/fetched-attachments.ts'
import { conversationGroup, conversationKey } from '../core/ids.ts'
import type { Row } from '../core/ledger.ts'
import { packEvent } from '../core/message-body.ts'
import { park } from '../core/park.ts'
import type { Clock, EventQueue, Telemetry, WorkQueue } from '../core/ports.ts'
import { sendInOrder } from '../core/send-in-order.ts'
import { settleAll } from '../core/settle-all.ts'
import { withoutAddresses } from '../core/without-addresses.ts'
import { type ArchivePorts, archiveEvent } from './archive-event.ts'
import type { Decided } from './decide-event.ts'

export interface SendPorts extends ArchivePorts {
  readonly queueOf: (destination: string) => EventQueue
  /** What fetches files; none where nothing does. */
  readonly fetchQueue?: WorkQueue | undefined
  readonly telemetry: Telemetry
  readonly now: Clock
}

/** How a run is to be sent on. */
export interface Sending {
  readonly generation: number
  /** When route began with it. */
  readonly startedAt: Date
}

/** An event as it may be told, and who gets it. */
export interface Outgoing extends Pick<Decided, 'accepted' | 'destinations' | 'isUnmatched' | 'by'> {
  readonly event: RoutedEvent
}

/**
 * Limit of events in one record to a destination: as many as one invocation of deliver is sure to bring to an end, however
 * slow the destination is.
 */
const maxTogether = 10

/**
 * Queues events for every chosen destination, in their order, keeps them for a replay, and has their files fetched; only
 * then they are marked as processed.
 *
 * @param given of one order group
 * @throws NotAccepted where a queue did not take one
 */
export async function sendOn(
  given: readonly Outgoing[],
  { generation, startedAt }: Sending,
  ports: SendPorts,
): Promise<void> {
  const { ledger, telemetry, now, fetchQueue } = ports
  // Ingest may have been told to have them fetched when nothing does any more, or not yet.
  const run = fetchQueue ? given : given.map((each) => ({ ...each, event: withoutPending(each.event) }))
  await settleAll(
    run.flatMap(({ event, isUnmatched }) => (isUnmatched ? [parkUnmatched(event, generation, ports)] : [])),
  )
  const at = now()
  const destinations = new Set(run.flatMap((each) => each.destinations))
  await settleAll([
    ...[...destinations].map((destination) => queueFor(destination, run, ports)),
    // Whom it went to the first time stays known where a corrected rule sends it to nobody.
    ...run
      .filter((each) => each.destinations.length > 0 || generation === 0)
      .map((each, index) => archiveEvent(each, { at, turn: run.length > 1 ? index : undefined }, ports)),
  ])
  if (fetchQueue) await requestFiles(run, fetchQueue, ports.store)
  await settleAll(
    run.map(({ event, accepted: { receivedAt } }) =>
      ledger.merge('processed', event.id, { at: now().toISOString(), generation, receivedAt }),
    ),
  )
  const ms = now().getTime() - startedAt.getTime()
  for (const each of run)
    telemetry.step(stepOf(each), { event: each.event.id, conversation: conversationKey(each.event), ms })
}

function stepOf({ isUnmatched, destinations }: Outgoing): string {
  if (isUnmatched) return 'unmatched'
  return destinations.length > 0 ? 'routed' : 'not_asked_for'
}

/** Has files fetched of what somebody gets: what became of them goes to those who have the event by then. */
async function requestFiles(
  run: readonly Outgoing[],
  fetchQueue: WorkQueue,
  store: SendPorts['store'],
): Promise<void> {
  const asking = run.filter(({ event, destinations }) => destinations.length > 0 && hasPending(event))
  if (asking.length === 0) return
  const bodies = asking.map(({ accepted }) => packEvent(fetchRequest(accepted), 'fetch', store))
  await fetchQueue.send(await Promise.all(bodies))
}

async function queueFor(destination: string, run: readonly Outgoing[], ports: SendPorts): Promise<void> {
  const events = run.flatMap((each) => (each.destinations.includes(destination) ? [each.event] : []))
  const messages = await Promise.all(
    events.map(async (event) => ({
      id: event.id,
      group: conversationGroup(event),
      body: await packEvent(event, destination, ports.store),
      deduplicationId: event.id,
    })),
  )
  const { refused, failed } = await sendInOrder(ports.queueOf(destination), messages, { maxTogether })
  const ids = new Set(refused.map(({ id }) => id))
  await settleAll(
    events.flatMap((event) =>
      ids.has(event.id)
        ? [
            parkFor(event, ports, {
              destination,
              generation: 0,
              code: 'refused_by_queue',
              reason: 'the queue will not take this message',
            }),
          ]
        : [],
    ),
  )
  if (failed > 0)
    throw new NotAccepted('queue_unavailable', `the queue of ${destination} did not take ${failed} events`)
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
