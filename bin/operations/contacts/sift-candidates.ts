import { compact } from '../../../functions/core/compact.ts'
import { isAnyOf, listOf } from '../any-of.ts'
import type { ParkedRow } from '../find-parked.ts'
import type { Candidate } from './candidates.ts'
import { archivedEvent, factsAt, isKnown, type KeptEvent, parkedEvent } from './contact-facts.ts'
import { type ContactFilter, isAbout } from './contact-filter.ts'
import type { ContactPorts } from './contact-ports.ts'
import { contactState, type DeliveryFacts, summarizeDelivery } from './contact-state.ts'
import type { ContactSummary } from './contact-summary.ts'
import { nameTicket } from './name-ticket.ts'
import { findsAll, wordsOfSearch } from './search-words.ts'

type FactsOf = (destination: string, eventId: string) => Promise<DeliveryFacts>

/** A candidate that meets the filter so far as rows tell, and where its words lie. */
export interface Found {
  readonly summary: ContactSummary
  readonly candidate: Candidate
  /** What route parked has its words there. */
  readonly parked?: ParkedRow
  /** Where it has been read already. */
  readonly event?: KeptEvent
}

/** Tells of a candidate whether it meets a filter. @param inBulk many are going to meet it */
export async function openSieve(
  filter: ContactFilter,
  ports: ContactPorts,
  { inBulk }: { readonly inBulk: boolean },
): Promise<(candidate: Candidate) => Promise<Found | undefined>> {
  const { platform, kind, conversation, destination, state: wanted } = filter
  const search = wordsOfSearch(filter.named ?? filter.text)
  const idsAlone = filter.named !== undefined
  const isMany = inBulk || wanted !== undefined || search.length > 0
  const factsOf = isMany ? await factsInBulk(ports) : factsSingly(ports)

  /** What stands where the candidate went. */
  async function deliveriesOf({ eventId, destinations, isAtRoute }: Candidate) {
    // At route something is known of what it parked, and of what was dropped there, which went nowhere.
    const places = destinations.length === 0 || isAtRoute ? ['route', ...destinations] : destinations
    const facts = await Promise.all(places.map((name) => factsOf(name, eventId)))
    const options = { now: ports.now(), parkedDays: ports.deployment.retention.parked }
    const deliveries = facts
      .filter((each) => each.destination !== 'route' || isKnown(each))
      .map((each) => nameTicket(summarizeDelivery(each, options), eventId, ports))
    return { deliveries, parked: facts.find((each) => each.destination === 'route')?.parked }
  }

  return async (candidate) => {
    if (!isAnyOf(platform, candidate.platform) || !isAnyOf(kind, candidate.kind)) return undefined
    if (!isAnyOf(conversation, candidate.conversationId)) return undefined
    const places = ['route', ...candidate.destinations]
    if (destination !== undefined && !listOf(destination).some((each) => places.includes(each)))
      return undefined
    const { deliveries, parked = candidate.parked } = await deliveriesOf(candidate)
    const state = contactState(deliveries)
    const asked = deliveries.filter((each) => isAnyOf(destination, each.destination))
    const standing = destination === undefined ? [{ state }] : asked
    if (!standing.some((each) => isAnyOf(wanted, each.state))) return undefined
    const { eventId, receivedAt, routedAt, conversationId } = candidate
    const summary = compact({
      id: eventId,
      receivedAt,
      routedAt,
      platform: candidate.platform,
      kind: candidate.kind,
      conversationId,
      state,
      deliveries,
    })
    const found = { summary, candidate, ...compact({ parked }) }
    if (search.length === 0) return found
    const event = await eventOf(found, ports)
    const isMeant = event ? isAbout(event, deliveries, search, { idsAlone }) : findsAll(search, [], [eventId])
    return isMeant ? { ...found, ...compact({ event }) } : undefined
  }
}

/** The event with its words; `undefined` where they are not kept or cannot be read. */
export async function eventOf(
  { candidate, parked, event }: Found,
  ports: ContactPorts,
): Promise<KeptEvent | undefined> {
  if (event) return event
  return !candidate.hasBody && parked ? parkedEvent(parked, ports) : wordsOf(candidate, ports)
}

async function wordsOf(candidate: Candidate, ports: ContactPorts): Promise<KeptEvent | undefined> {
  const { hasBody, place, body } = candidate
  if (!hasBody) return undefined
  return archivedEvent(body ?? (await ports.ledger.read('archive', place))?.body ?? '', ports)
}

function factsSingly(ports: ContactPorts): FactsOf {
  return async (destination, eventId) => {
    if (!ports.index) return factsAt(destination, eventId, ports)
    const [delivery, parked] = await Promise.all([
      ports.index.delivery(destination, eventId),
      ports.ledger.read('parked', `${destination}#${eventId}`),
    ])
    return { destination, delivery, parked }
  }
}

/** Where many events are counted, what is parked is read once, and each delivery by itself. */
async function factsInBulk(ports: ContactPorts): Promise<FactsOf> {
  const { deployment, retained, ledger, index } = ports
  const deployed = deployment.destinations.map(({ name }) => name)
  const places = new Set(['route', ...(await retained.parkedPlaces()), ...deployed])
  const rows = await Promise.all([...places].map((place) => retained.parked(place)))
  const parked = new Map(rows.flat().map((row) => [`${row.destination}#${row.eventId}`, row]))
  const deliveryOf =
    index?.delivery ?? ((name: string, id: string) => ledger.read('delivery', `${name}#${id}`))
  return async (destination, eventId) => ({
    destination,
    delivery: await deliveryOf(destination, eventId),
    parked: parked.get(`${destination}#${eventId}`),
  })
}
