import type { ContactNumbers } from '../operations/contacts/contact-numbers.ts'
import type { ContactState } from '../operations/contacts/contact-state.ts'
import { feedConversations } from './feed-conversations.ts'
import {
  type Entry,
  type FeedEntry,
  type SeenConversation,
  type SeenDelivery,
  stateOf,
} from './feed-entry.ts'
import type { SeenEvent } from './seen-event.ts'
import { createTally } from './tally.ts'

/** Each event counts once, where its worst delivery stands. */
export type FeedTotals = ContactNumbers

/** The contact events that came since the start, the newest ones only when there are too many. */
export interface Feed {
  accept(event: SeenEvent): void
  /** Counts one that came before and of which there is nothing to show. */
  count(eventId: string, state: ContactState): void
  /** Route has decided. `to`: where it goes, so far as that is known. */
  route(event: SeenEvent, to: readonly string[]): void
  /** Route is done with it, and sends it nowhere. */
  finishRoute(eventId: string): void
  deliver(eventId: string, delivery: Omit<SeenDelivery, 'since'>): void
  /** Puts another in the place of each event; how it stands stays. */
  reread(see: (event: SeenEvent) => SeenEvent): void
  events(): SeenEvent[]
  /** Renders anew what belongs to the conversation. */
  touch(conversationId: string): void
  entry(eventId: string): FeedEntry | undefined
  /** What is parked. */
  stuck(): { readonly eventId: string; readonly delivery: SeenDelivery }[]
  conversation(id: string): SeenConversation | undefined
  /** Newest first; what is among them stays in its place. */
  conversations(count: number): SeenConversation[]
  readonly conversationCount: number
  readonly totals: FeedTotals
  /** Grows with every change. */
  readonly version: number
}

/** @param maxEvents beyond which the oldest are forgotten */
export function createFeed({ maxEvents = 10_000 } = {}): Feed {
  const entries = new Map<string, Entry>()
  const conversations = feedConversations()
  const tally = createTally()
  /** Counted, and shown nowhere. */
  const untold = new Map<string, ContactState>()
  let places = 0

  /** Counts an entry anew where it stands now. */
  function count(entry: Entry): void {
    const state = stateOf(entry)
    tally.move(entry.state, state)
    entry.state = state
  }

  function forgetOldest(): void {
    for (const [id, entry] of entries) {
      if (entries.size <= maxEvents) return
      entries.delete(id)
      conversations.leave(entry)
      // What has come to its end stays counted; what has not, nobody would follow any more.
      if (entry.state === 'on_the_way') tally.remove(entry.state)
    }
  }

  function accept(event: SeenEvent): Entry {
    const known = entries.get(event.id)
    if (known) return known
    const entry: Entry = {
      event,
      deliveries: new Map(),
      routed: false,
      again: 0,
      place: places++,
      state: 'on_the_way',
    }
    entries.set(event.id, entry)
    const before = untold.get(event.id)
    if (before && untold.delete(event.id)) tally.remove(before)
    tally.add(entry.state)
    conversations.join(entry)
    forgetOldest()
    return entry
  }

  function replace(entry: Entry, event: SeenEvent): void {
    conversations.leave(entry)
    entry.event = event
    conversations.join(entry)
  }

  function set(entry: Entry, delivery: SeenDelivery): void {
    entry.deliveries.set(delivery.destination, delivery)
    count(entry)
    conversations.touch(entry.event.conversationId)
  }

  return {
    accept(event) {
      const known = entries.get(event.id)
      if (!known) return void accept(event)
      known.again += 1
      conversations.touch(known.event.conversationId)
    },
    count(eventId, state) {
      if (entries.has(eventId) || untold.has(eventId)) return
      untold.set(eventId, state)
      tally.add(state)
      conversations.changed()
    },
    route(event, to) {
      const entry = accept(event)
      if (!entry.event.work || entry.event.conversationId !== event.conversationId) replace(entry, event)
      this.finishRoute(event.id)
      const since = new Date(event.receivedAt)
      for (const destination of to)
        if (!entry.deliveries.has(destination))
          set(entry, { destination, status: 'queued', attempts: 0, since })
    },
    finishRoute(eventId) {
      const entry = entries.get(eventId)
      if (!entry || entry.routed) return
      entry.routed = true
      count(entry)
      this.touch(entry.event.conversationId)
    },
    deliver(eventId, delivery) {
      const entry = entries.get(eventId)
      if (!entry) return
      const before = entry.deliveries.get(delivery.destination)
      set(entry, { ...delivery, since: before?.since ?? new Date(entry.event.receivedAt) })
    },
    reread(see) {
      for (const entry of entries.values()) {
        const event = see(entry.event)
        if (event.conversationId === entry.event.conversationId) entry.event = event
        else replace(entry, event)
        this.touch(event.conversationId)
      }
    },
    events: () => [...entries.values()].map(({ event }) => event),
    touch: conversations.touch,
    entry: (eventId) => entries.get(eventId),
    stuck() {
      if (tally.numbers.parked === 0) return []
      return [...entries].flatMap(([eventId, { deliveries }]) =>
        [...deliveries.values()]
          .filter(({ status }) => status === 'parked')
          .map((delivery) => ({ eventId, delivery })),
      )
    },
    conversation: conversations.get,
    conversations: conversations.newest,
    get conversationCount() {
      return conversations.count
    },
    get totals() {
      return tally.numbers
    },
    get version() {
      return conversations.version
    },
  }
}
