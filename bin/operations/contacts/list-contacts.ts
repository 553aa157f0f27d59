import { compact } from '../../../functions/core/compact.ts'
import { mapLimited } from '../../../functions/core/map-limited.ts'
import type { ParkedRow } from '../find-parked.ts'
import type { OperationsPorts } from '../ports.ts'
import { type Candidate, candidatesBackwards } from './candidates.ts'
import { archivedEvent, factsAt, isKnown, type KeptEvent, parkedEvent } from './contact-facts.ts'
import { type ContactFilter, isAbout, wordsOfSearch } from './contact-filter.ts'
import { contactState, type DeliveryFacts, summarizeDelivery } from './contact-state.ts'
import { type ContactSummary, tellEvent } from './contact-summary.ts'

export type ContactPorts = Pick<OperationsPorts, 'deployment' | 'ledger' | 'store' | 'retained' | 'now'>

export interface ListOptions {
  /** @default 50 */
  readonly limit?: number
  /** `next` of the page before. */
  readonly cursor?: string | undefined
  /** Limit of events that are looked at for one page. @default 2000 */
  readonly maxLooked?: number
  /** Whether names and words are read. @default true */
  readonly words?: boolean
  /** Whether whole events come along. @default false */
  readonly events?: boolean
}

export interface ContactPage {
  /** Newest first. */
  readonly items: readonly ContactSummary[]
  /** Where the next page begins; absent at the end of the window. */
  readonly next?: string
  /** How many events were looked at. */
  readonly looked: number
  /** Until when it has been searched; absent where the whole window was. */
  readonly searchedTo?: string
}

/** Events are read so many at a time: their rows go in a few requests. */
const chunkSize = 100
const maxBodies = 16
/** From there on what is parked is read as a whole, which is a request for hundreds of rows and not one for a hundred. */
const maxSingly = 500

type FactsOf = (destination: string, eventId: string) => Promise<DeliveryFacts>

/** A candidate that meets the filter so far as rows tell, and where its words lie. */
interface Found {
  readonly summary: ContactSummary
  /** As the archive has it; '' for what is not kept. */
  readonly body: string
  /** What route parked has its words there. */
  readonly parked?: ParkedRow
}

/**
 * Events of a window that meet a filter, newest first, a page at a time. It reads the rows of the events it looks at, and
 * words only where they are searched or shown.
 */
export async function listContacts(
  filter: ContactFilter,
  ports: ContactPorts,
  { limit = 50, cursor, maxLooked = 2000, words = true, events = false }: ListOptions = {},
): Promise<ContactPage> {
  const search = wordsOfSearch(filter.text)
  const factsOf =
    limit > maxSingly ? await factsInBulk(ports) : (name: string, id: string) => factsAt(name, id, ports)
  const all: Found[] = []
  let looked = 0
  let last: Candidate | undefined
  for await (const chunk of chunks(candidatesBackwards({ ...filter, before: cursor }, ports), chunkSize)) {
    const met = await mapLimited(chunk, chunkSize, (candidate) =>
      findCandidate(candidate, filter, factsOf, ports),
    )
    const found = search.length === 0 ? met : await searched(met, search, ports)
    for (const [index, candidate] of chunk.entries()) {
      looked += 1
      const each = found[index]
      if (each) all.push(each)
      if (all.length < limit && looked < maxLooked) continue
      last = candidate
      break
    }
    if (last) break
  }
  const items = words
    ? await mapLimited(all, maxBodies, (each) => told(each, events, ports))
    : all.map(({ summary }) => summary)
  return { items, looked, ...(last && { next: last.place, searchedTo: last.receivedAt }) }
}

async function findCandidate(
  candidate: Candidate,
  { platform, kind, conversation, destination, state: wanted }: ContactFilter,
  factsOf: FactsOf,
  ports: ContactPorts,
): Promise<Found | undefined> {
  const { eventId, destinations } = candidate
  const is = (one: string | undefined, value: string | undefined) => one === undefined || one === value
  if (!is(platform, candidate.platform) || !is(kind, candidate.kind)) return undefined
  if (!is(conversation, candidate.conversationId)) return undefined
  if (destination !== undefined && destination !== 'route' && !destinations.includes(destination))
    return undefined
  // At route something is known of what it parked, and of what was dropped there, which went nowhere.
  const isAtRoute = destinations.length === 0 || candidate.isAtRoute
  const places = isAtRoute ? ['route', ...destinations] : destinations
  const facts = await Promise.all(places.map((name) => factsOf(name, eventId)))
  const options = { now: ports.now(), parkedDays: ports.deployment.retention.parked }
  const deliveries = facts
    .filter((each) => each.destination !== 'route' || isKnown(each))
    .map((each) => summarizeDelivery(each, options))
  const asked = deliveries.find((each) => each.destination === destination)
  if (destination !== undefined && asked === undefined) return undefined
  const state = contactState(deliveries)
  if (!is(wanted, asked?.state ?? state)) return undefined
  const { receivedAt, routedAt, conversationId } = candidate
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
  return {
    summary,
    body: candidate.body ?? '',
    ...compact({ parked: candidate.parked ?? facts.find((each) => each.destination === 'route')?.parked }),
  }
}

/** Where many events are counted, what is parked is read once, and each delivery by itself. */
async function factsInBulk(ports: ContactPorts): Promise<FactsOf> {
  const places = ['route', ...(await ports.retained.parkedPlaces()), ...destinationsOf(ports)]
  const rows = await Promise.all([...new Set(places)].map((place) => ports.retained.parked(place)))
  const parked = new Map(rows.flat().map((row) => [`${row.destination}#${row.eventId}`, row]))
  return async (destination, eventId) => {
    const key = `${destination}#${eventId}`
    return { destination, delivery: await ports.ledger.read('delivery', key), parked: parked.get(key) }
  }
}

function destinationsOf({ deployment }: ContactPorts): string[] {
  return deployment.destinations.map(({ name }) => name)
}

function searched(
  met: readonly (Found | undefined)[],
  search: readonly string[],
  ports: ContactPorts,
): Promise<(Found | undefined)[]> {
  return mapLimited(met, maxBodies, async (found) => {
    if (!found) return undefined
    const event = await eventOf(found, ports)
    const { id, deliveries } = found.summary
    const isMeant = event ? isAbout(event, deliveries, search) : search.every((word) => id.includes(word))
    return isMeant ? found : undefined
  })
}

async function told(found: Found, whole: boolean, ports: ContactPorts): Promise<ContactSummary> {
  const event = await eventOf(found, ports)
  if (!event) return found.summary
  return { ...found.summary, told: tellEvent(event), ...(whole && { event }) }
}

function eventOf({ body, parked }: Found, ports: ContactPorts): Promise<KeptEvent | undefined> {
  return body === '' && parked ? parkedEvent(parked, ports) : archivedEvent(body, ports)
}

async function* chunks<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<Item[]> {
  let chunk: Item[] = []
  for await (const item of items) {
    chunk.push(item)
    if (chunk.length < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}
