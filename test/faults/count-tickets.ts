import { keyOf } from '../support/counting-receiver.ts'
import { firstArrivals, type Happened } from './happened.ts'
import { places } from './places.ts'
import type { Update } from './update.ts'

export interface TicketFaults {
  /** In each conversation one person asks: it is one work, and one ticket. */
  readonly torn: number
  /** Tickets beyond the first of a work key. */
  readonly doubled: number
  /** Articles beyond the first of an event: this system is asked for what is there. */
  readonly repeated: number
  /** Customer's messages to the company that nobody finds in the ticket system. */
  readonly missing: number
}

/** Platforms of which the ticket system gets everything. */
export const ticketPlatforms = ['twitter', 'email']

export function countTickets(happened: Happened): TicketFaults {
  const { tickets, arrivals, updates } = happened
  const byKey = Map.groupBy(tickets, ({ workKey }) => workKey)
  const articles = tickets.flatMap(({ eventIds }) => eventIds)
  const written = new Set(articles)
  const first = firstArrivals(arrivals, ({ event }) => keyOf(event))
  const asking = updates.filter(isAsking)
  return {
    torn: countTorn(asking, first, happened),
    doubled: tickets.length - byKey.size,
    repeated: articles.length - written.size,
    missing: asking.filter((update) => isMissing(update, first, written, happened)).length,
  }
}

const isAsking = ({ kind, author }: Update) => kind === 'message.created' && author === 'customer'

type First = ReturnType<typeof firstArrivals>

function countTorn(asking: readonly Update[], first: First, { parked }: Happened): number {
  const gaveUp = parked.get('route')
  let torn = 0
  for (const messages of Map.groupBy(asking, ({ conversation }) => conversation).values()) {
    // What hangs under a message that never got into the ledger begins a conversation of its own.
    if (messages.some(({ key }) => gaveUp?.has(key))) continue
    const keys = new Set(messages.flatMap(({ key }) => first.get(key)?.event.work.key ?? []))
    if (keys.size > 1) torn += keys.size - 1
  }
  return torn
}

function isMissing(
  { key, place, conversation }: Update,
  first: First,
  written: ReadonlySet<string>,
  { parked, erasedAt }: Happened,
): boolean {
  const arrival = first.get(key)
  if (!arrival || places[place].door === 'facebook') return false
  const { work, id } = arrival.event
  const isWork = work.effect === 'open' || (work.effect === 'append' && work.reopen)
  if (!isWork || parked.get('desk')?.has(key) || erasedAt.has(conversation)) return false
  return !written.has(id)
}
