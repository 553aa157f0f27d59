import {
  type ContactState,
  contactStates,
  type DeliveryState,
  type DeliverySummary,
} from './contact-state.ts'

/** `accepted` is the sum of the rest; each contact counts once. */
export type ContactNumbers = Readonly<Record<ContactState | 'accepted', number>>
/** `due` is the sum of the rest; each event counts once a destination, however often it was replayed. */
export type DeliveryNumbers = Readonly<Record<DeliveryState | 'due', number>>

export interface Numbers {
  readonly contacts: ContactNumbers
  /** By destination; `route` for what it parked. */
  readonly destinations: Readonly<Record<string, DeliveryNumbers>>
}

/** What is counted of an event. */
export interface Counted {
  readonly state: ContactState
  readonly deliveries: readonly Pick<DeliverySummary, 'destination' | 'state'>[]
}

/** Counts contacts, and deliveries by destination. */
export function countContacts(contacts: Iterable<Counted>): Numbers {
  const totals = zero(['accepted', ...contactStates])
  const destinations: Record<string, Record<DeliveryState | 'due', number>> = {}
  for (const { state, deliveries } of contacts) {
    totals.accepted += 1
    totals[state] += 1
    for (const delivery of deliveries) {
      const numbers = destinations[delivery.destination] ?? zero(deliveryNumbers)
      destinations[delivery.destination] = numbers
      numbers.due += 1
      numbers[delivery.state] += 1
    }
  }
  return { contacts: totals, destinations }
}

const deliveryNumbers = ['due', 'delivered', 'on_the_way', 'parked', 'given_up'] as const

function zero<const Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
}
