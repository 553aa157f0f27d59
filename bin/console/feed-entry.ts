import { type ContactState, contactState, type DeliveryState } from '../operations/contacts/contact-state.ts'
import type { SeenEvent } from './seen-event.ts'

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

/** As the feed changes it. */
export interface Entry extends FeedEntry {
  event: SeenEvent
  deliveries: Map<string, SeenDelivery>
  routed: boolean
  again: number
  /** Its place in the order of acceptance. */
  readonly place: number
  /** As it is counted. */
  state: ContactState
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

/** Where it is counted. */
export function stateOf({ deliveries, routed }: Entry): ContactState {
  const known = [...deliveries.values()].map(({ status }) => ({ state: states[status] }))
  return routed || known.length > 0 ? contactState(known) : 'on_the_way'
}
