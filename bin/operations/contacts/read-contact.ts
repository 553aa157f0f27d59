import { compact } from '../../../functions/core/compact.ts'
import type { Row } from '../../../functions/core/ledger.ts'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { ArchivedRow } from '../replay-events.ts'
import { archivedRowOf } from './archived-row-of.ts'
import { changedSince } from './changed-since.ts'
import { archivedEvent, factsAt, isKnown, type KeptEvent, parkedEvent } from './contact-facts.ts'
import type { ContactPorts } from './contact-ports.ts'
import { contactState, type DeliveryFacts, summarizeDelivery } from './contact-state.ts'
import { type ContactSummary, tellEvent } from './contact-summary.ts'
import { nameTicket } from './name-ticket.ts'
import { type ContactDelivery, type TimelineStep, timelineOf } from './timeline.ts'

/** All that is known of one event. */
export interface Contact extends ContactSummary {
  /** As route had it; absent where it is not kept, has expired, or cannot be read. */
  readonly event?: KeptEvent
  readonly timeline: readonly TimelineStep[]
  readonly deliveries: readonly ContactDelivery[]
  readonly processed?: Row<'processed'>
  readonly archived?: ArchivedRow
  readonly message?: Row<'message'>
  readonly conversation?: Row<'conversation'>
  readonly work?: Row<'work'>
}

/** Reads all that the ledger knows of an event; `undefined` where it knows nothing. */
export async function readContact(id: string, ports: ContactPorts): Promise<Contact | undefined> {
  const { ledger, deployment, retained } = ports
  const processed = await ledger.read('processed', id)
  const archived = await archivedRowOf(id, ports)
  const places = [
    ...new Set([
      'route',
      ...(archived?.destinations ?? []),
      ...deployment.destinations.map(({ name }) => name),
      ...(archived ? [] : await retained.parkedPlaces()),
    ]),
  ]
  const facts = (await Promise.all(places.map((name) => factsAt(name, id, ports)))).filter(
    (each) => isKnown(each) || archived?.destinations.includes(each.destination),
  )
  if (!processed && facts.length === 0) return undefined
  const parked = facts.find((each) => each.parked)?.parked
  const event =
    (await archivedEvent(archived?.body ?? '', ports)) ?? (parked && (await parkedEvent(parked, ports)))
  const options = { now: ports.now(), parkedDays: deployment.retention.parked }
  const deliveries = facts.map((each) =>
    nameTicket({ ...each, ...summarizeDelivery(each, options) }, id, ports),
  )
  const rows = await rowsOf(event, ports)
  const contact = compact({
    id,
    receivedAt: processed?.receivedAt ?? event?.receivedAt ?? parked?.firstAt ?? firstTriedOf(facts) ?? '',
    routedAt: archived?.routedAt ?? processed?.at,
    platform: archived?.platform ?? parked?.platform,
    kind: archived?.kind ?? parked?.kind,
    conversationId: archived?.conversationId ?? parked?.conversationId,
    state: contactState(deliveries),
    deliveries: deliveries.map((each) => compact(each)),
    told: event && tellEvent(event, await changedSince(event, ports)),
    event,
    processed,
    archived,
    ...rows,
  })
  return { ...contact, timeline: timelineOf(contact) }
}

/** Of what route could not read, and an operator dropped. */
function firstTriedOf(facts: readonly DeliveryFacts[]): string | undefined {
  return facts.find(({ destination }) => destination === 'route')?.delivery?.firstAttemptAt
}

async function rowsOf(event: KeptEvent | undefined, { ledger }: ContactPorts) {
  if (!event) return {}
  const messageId = event.message?.id ?? event.target?.messageId
  const [message, conversation, work] = await Promise.all([
    messageId === undefined ? undefined : ledger.read('message', messageId),
    ledger.read('conversation', event.conversation.id),
    isRouted(event) ? ledger.read('work', event.work.key) : undefined,
  ])
  return { message, conversation, work }
}

function isRouted(event: KeptEvent): event is RoutedEvent {
  return event.work !== undefined
}
