import * as z from 'zod'
import { compact } from '../../functions/core/compact.ts'
import { contactEvent } from '../../schemas/contact-event.ts'
import { type SeenEvent, seeEvent } from '../console/seen-event.ts'

/** What the demo CRM has written into a ticket. */
export interface TicketEntry {
  readonly eventId: string
  readonly messageId?: string
  readonly kind: SeenEvent['kind']
  readonly direction: SeenEvent['direction']
  readonly who?: SeenEvent['who']
  readonly text?: string
  readonly changed?: 'edited' | 'deleted'
}

export interface Ticket {
  readonly destination: string
  /** `work.key` */
  readonly key: string
  readonly number: number
  readonly state: 'open' | 'answered' | 'withdrawn'
  readonly reopened: boolean
  /** How many entries it has had; only the last ones are kept. */
  readonly count: number
  readonly entries: readonly TicketEntry[]
}

export interface Tickets {
  /** Does with a CloudEvent what `work` says. @returns the conversation that it belongs to */
  apply(destination: string, event: unknown): string | undefined
  /** Those of these keys, in the order in which they were opened. */
  of(keys: ReadonlySet<string>): Ticket[]
  /** The number of the ticket that holds an event. */
  numberOf(destination: string, eventId: string): string | undefined
  readonly count: number
}

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] }
type Entry = Mutable<TicketEntry>
type Open = Mutable<Ticket> & { entries: Entry[] }

const envelope = z.looseObject({ data: contactEvent })
const maxText = 200
const maxEntries = 20

/** The demo CRM's tickets: the smallest thing that obeys `work` as `docs/consuming-events.md` asks of a receiver. */
export function createTickets({ maxTickets = 10_000 } = {}): Tickets {
  /** By `work.key`, then by destination. */
  const byKey = new Map<string, Map<string, Open>>()
  /** By destination and event, oldest first. */
  const byEvent = new Map<string, number>()
  let number = 0
  let count = 0

  function note(destination: string, eventId: string, { number: of }: Ticket): void {
    byEvent.set(`${destination}#${eventId}`, of)
    const [oldest] = byEvent.keys()
    if (byEvent.size > maxTickets && oldest !== undefined) byEvent.delete(oldest)
  }

  function open(destination: string, key: string): Open {
    number += 1
    count += 1
    const ticket: Open = {
      destination,
      key,
      number,
      state: 'open',
      reopened: false,
      count: 0,
      entries: [],
    }
    const siblings = byKey.get(key) ?? new Map<string, Open>()
    byKey.set(key, siblings.set(destination, ticket))
    for (const [oldest, tickets] of byKey) {
      if (count <= maxTickets) break
      byKey.delete(oldest)
      count -= tickets.size
    }
    return ticket
  }

  function findOrOpen(destination: string, { effect, key, reopen }: NonNullable<SeenEvent['work']>) {
    const ticket = byKey.get(key)?.get(destination)
    if (ticket) return ticket
    return effect === 'open' || (effect === 'append' && reopen) ? open(destination, key) : undefined
  }

  return {
    apply(destination, event) {
      const read = envelope.safeParse(event)
      if (!read.success) return undefined
      const seen = seeEvent(read.data.data)
      const { work } = seen
      if (!work || work.effect === 'none') return seen.conversationId
      const isNew = !byKey.get(work.key)?.has(destination)
      const ticket = findOrOpen(destination, work)
      if (!ticket) return seen.conversationId
      obey(ticket, seen, work, isNew)
      note(destination, seen.id, ticket)
      return seen.conversationId
    },
    of: (keys) =>
      [...keys]
        .flatMap((key) => [...(byKey.get(key)?.values() ?? [])])
        .sort((one, other) => one.number - other.number),
    numberOf: (destination, eventId) => byEvent.get(`${destination}#${eventId}`)?.toString(),
    get count() {
      return count
    },
  }
}

function obey(ticket: Open, event: SeenEvent, work: NonNullable<SeenEvent['work']>, isNew: boolean): void {
  if (work.effect === 'answer') ticket.state = 'answered'
  if (work.effect === 'withdraw') ticket.state = 'withdrawn'
  if (!isNew && (work.reopen || work.effect === 'open')) {
    ticket.reopened ||= ticket.state !== 'open'
    ticket.state = 'open'
  }
  const { messageId } = event
  for (const entry of ticket.entries)
    if (messageId !== undefined && entry.messageId === messageId) amend(entry, event)
  ticket.count += 1
  ticket.entries = [...ticket.entries, toEntry(event)].slice(-maxEntries)
}

/** What was stored of a message follows what its author has made of it. */
function amend(entry: Entry, { kind, text }: SeenEvent): void {
  if (kind !== 'message.edited' && kind !== 'message.deleted') return
  if (entry.kind === 'message.deleted') return
  delete entry.text
  entry.changed = kind === 'message.edited' ? 'edited' : 'deleted'
  if (kind === 'message.edited' && text !== undefined) entry.text = text.slice(0, maxText)
}

function toEntry({ id, messageId, kind, direction, who, text }: SeenEvent): Entry {
  return compact({
    eventId: id,
    messageId,
    kind,
    direction,
    ...(who && { who }),
    ...(text !== undefined && { text: text.slice(0, maxText) }),
  })
}
