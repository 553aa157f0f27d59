import { mapLimited } from '../../../functions/core/map-limited.ts'
import { type Candidate, candidatesBackwards } from './candidates.ts'
import { changedSince } from './changed-since.ts'
import type { ContactFilter } from './contact-filter.ts'
import type { ContactPorts } from './contact-ports.ts'
import { type ContactSummary, tellEvent } from './contact-summary.ts'
import { eventOf, type Found, openSieve } from './sift-candidates.ts'

export interface ListOptions {
  /** @default 50 */
  readonly limit?: number
  /** `next` of the page before. */
  readonly cursor?: string | undefined
  /** Limit of events that are looked at for one page. @default 2000 */
  readonly maxLooked?: number
  /** Limit of hours that are looked through for one page, of which the empty ones cost as much. @default all of the window */
  readonly maxHours?: number
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
const hourMs = 3_600_000

/**
 * Events of a window that meet a filter, newest first, a page at a time. It reads the rows of the events it looks at, and
 * words only where they are searched or shown.
 */
export async function listContacts(
  filter: ContactFilter,
  ports: ContactPorts,
  options: ListOptions = {},
): Promise<ContactPage> {
  const { limit = 50, cursor, maxLooked = 2000, words = true, events = false } = options
  const from = earliest(filter, options)
  const sift = await openSieve(filter, ports, { inBulk: limit > maxSingly })
  const all: Found[] = []
  let looked = 0
  let last: Pick<Candidate, 'place' | 'receivedAt'> | undefined
  const window = { from, to: filter.to, before: cursor }
  for await (const chunk of chunks(candidatesBackwards(window, ports), chunkSize)) {
    const found = await mapLimited(chunk, chunkSize, sift)
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
  if (!last && from > filter.from) last = { place: startOf(from), receivedAt: from.toISOString() }
  const items = words
    ? await mapLimited(all, maxBodies, (each) => told(each, events, ports))
    : all.map(({ summary }) => summary)
  return { items, looked, ...(last && { next: last.place, searchedTo: last.receivedAt }) }
}

/** From when on one page looks. */
function earliest({ from, to }: ContactFilter, { cursor, maxHours }: ListOptions): Date {
  if (maxHours === undefined) return from
  const reached = Date.parse(cursor?.split('#')[0] ?? '')
  const end = Number.isNaN(reached) ? to.getTime() : Math.min(reached, to.getTime())
  return new Date(Math.max(from.getTime(), end - maxHours * hourMs))
}

/** The place before all that came at an instant or later. */
function startOf(at: Date): string {
  return `${at.toISOString()}#evt_${'0'.repeat(32)}`
}

async function told(found: Found, whole: boolean, ports: ContactPorts): Promise<ContactSummary> {
  const event = await eventOf(found, ports)
  if (!event) return found.summary
  const told = tellEvent(event, await changedSince(event, ports))
  return { ...found.summary, told, ...(whole && { event }) }
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
