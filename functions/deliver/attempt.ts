import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { DestinationConfig } from '../../schemas/deployment.ts'
import type { Ledger, Row } from '../core/ledger.ts'
import type { Clock, ObjectStore, Randomness, Telemetry } from '../core/ports.ts'
import type { Destination, Fetch } from '../destinations/contract.ts'
import type { Admission } from './circuit-breaker.ts'

export interface DeliverPorts {
  readonly config: Pick<DestinationConfig, 'name' | 'timeoutSeconds'>
  readonly adapter: Destination
  readonly settings: () => Promise<unknown>
  readonly ledger: Ledger
  readonly store: ObjectStore
  readonly fetch: Fetch
  readonly telemetry: Telemetry
  readonly now: Clock
  readonly random: Randomness
  readonly retryCapSeconds: number
}

/** One message of the destination's queue. */
export interface Delivery {
  readonly event: RoutedEvent
  /** 0 at first, n for the n-th replay. */
  readonly generation: number
  /** How often the queue has handed this message out. */
  readonly receiveCount: number
}

/** What an attempt starts from. */
export interface Attempt extends Delivery {
  readonly before: Row<'delivery'> | undefined
  readonly admission: Exclude<Admission, { admitted: false }>
  readonly startedAt: Date
}

export function deliveryKey(destination: string, eventId: string): string {
  return `${destination}#${eventId}`
}
