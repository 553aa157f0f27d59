import type { ContactNumbers } from '../operations/contacts/contact-numbers.ts'
import { type ContactState, contactState, type DeliveryState } from '../operations/contacts/contact-state.ts'
import { ConversationOrder } from './conversation-order.ts'
import type { SeenEvent } from './seen-event.ts'
import { createTally } from './tally.ts'

export interface SeenDelivery {
  readonly destination: string
  /** `queued`: not tried yet, or not since it was sent again. */
  readonly status: 'queued' | 'sending' | 'waiting' | 'delivered' | 'parked' | 'dropped'
  readonly attempts: number
  readonly reason?: string
  /** Where the destination shows the ticket; http or https. */
  readonly url?: string
  /** Codes of what the destination could not hold. */
  readonly degraded?: readonly string[]
  /** Since when it has been on its way. */
  readonly since: Date
  /** When it was delivered or parked. */
  readonly endedAt?: Date
}

export interface FeedEntry {
  readonly event: SeenEvent
  /** By destination. */
  readonly deliveries: ReadonlyMap<string, SeenDelivery>
  readonly routed: boolean
  /** How often the platform sent it again. */
  readonly again: number
}

export interface SeenConversation {
  readonly id: string
  /** In order of acceptance. */
  readonly entries: readonly FeedEntry[]
  /** Grows with every change. */
  readonly version: number
}

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

interface Entry extends FeedEntry {
  event: SeenEvent
  deliveries: Map<string, SeenDelivery>
  routed: boolean
  again: number
  /** Its place in the order of acceptance. */
  readonly place: number
  /** As it is counted. */
  state: ContactState
}

interface Conversation extends SeenConversation {
  entries: readonly Entry[]
  version: number
}

/** Nothing more is going to happen to it by itself. */
export function isOver({ status }: Pick<SeenDelivery, 'status'>): boolean {
  return status === 'delivered' || status === 'parked' || status === 'dropped'
}

const states: Readonly<Record<SeenDelivery['status'], DeliveryState>> = {
  queued: 'on_the_way',
  sending: 'on_the_way',
  waiting: 'on_the_way',
  delivered: 'delivered',
  parked: 'parked',
  dropped: 'given_up',
}

function stateOf({ deliveries, routed }: Entry): ContactState {
  const known = [...deliveries.values()].map(({ status }) => ({ state: states[status] }))
  return routed || known.length > 0 ? contactState(known) : 'on_the_way'
}

/** @param maxEvents beyond which the oldest are forgotten */
export function createFeed({ maxEvents = 10_000 } = {}): Feed {
  const entries = new Map<string, Entry>()
  const conversations = new Map<string, Conversation>()
  const order = new ConversationOrder()
  const tally = createTally()
  /** Counted, and shown nowhere. */
  const untold = new Map<string, ContactState>()
  let places = 0
  let version = 0

  /** Counts an entry anew where it stands now. */
  function count(entry: Entry): void {
    const state = stateOf(entry)
    tally.move(entry.state, state)
    entry.state = state
  }

  function changed(conversation: Conversation): void {
    version += 1
    conversation.version = version
  }

  function join(entry: Entry): Conversation {
    const { conversationId: id } = entry.event
    const conversation = conversations.get(id) ?? { id, entries: [], version: 0 }
    conversations.set(id, conversation)
    // One that route has put here from elsewhere may be older than the last.
    const before = conversation.entries.findLastIndex(({ place }) => place < entry.place)
    conversation.entries = conversation.entries.toSpliced(before + 1, 0, entry)
    order.active(id)
    return conversation
  }

  function leave(entry: Entry): void {
    const conversation = conversations.get(entry.event.conversationId)
    if (!conversation) return
    conversation.entries = conversation.entries.filter((other) => other !== entry)
    changed(conversation)
    if (conversation.entries.length > 0) return
    conversations.delete(conversation.id)
    order.forget(conversation.id)
  }

  function forgetOldest(): void {
    for (const [id, entry] of entries) {
      if (entries.size <= maxEvents) return
      entries.delete(id)
      leave(entry)
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
    changed(join(entry))
    forgetOldest()
    return entry
  }

  function replace(entry: Entry, event: SeenEvent): void {
    leave(entry)
    entry.event = event
    changed(join(entry))
  }

  function set(entry: Entry, delivery: SeenDelivery): void {
    entry.deliveries.set(delivery.destination, delivery)
    count(entry)
    const conversation = conversations.get(entry.event.conversationId)
    if (conversation) changed(conversation)
  }

  return {
    accept(event) {
      const known = entries.get(event.id)
      if (!known) return void accept(event)
      known.again += 1
      const conversation = conversations.get(known.event.conversationId)
      if (conversation) changed(conversation)
    },
    count(eventId, state) {
      if (entries.has(eventId) || untold.has(eventId)) return
      untold.set(eventId, state)
      tally.add(state)
      version += 1
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
    touch(conversationId) {
      const conversation = conversations.get(conversationId)
      if (conversation) changed(conversation)
    },
    entry: (eventId) => entries.get(eventId),
    stuck() {
      if (tally.numbers.parked === 0) return []
      return [...entries].flatMap(([eventId, { deliveries }]) =>
        [...deliveries.values()]
          .filter(({ status }) => status === 'parked')
          .map((delivery) => ({ eventId, delivery })),
      )
    },
    conversation: (id) => conversations.get(id),
    conversations: (count) => order.newest(count).flatMap((id) => conversations.get(id) ?? []),
    get conversationCount() {
      return conversations.size
    },
    get totals() {
      return tally.numbers
    },
    get version() {
      return version
    },
  }
}
