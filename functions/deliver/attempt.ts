import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { DestinationConfig } from '../../schemas/deployment.ts'
import type {
  Connect,
  DeliveryContext,
  Destination,
  Fetch,
  Progress,
  TokenCache,
} from '../contracts/destination.ts'
import type { Ledger, Row } from '../core/ledger.ts'
import type { Clock, ObjectStore, Randomness, Telemetry } from '../core/ports.ts'
import type { AttachmentPorts } from './attachment-access.ts'
import type { Admitted } from './health/circuit-breaker.ts'
import type { Pacer } from './health/pacer.ts'

export interface DeliverPorts {
  readonly config: Pick<
    DestinationConfig,
    'name' | 'timeoutSeconds' | 'concurrency' | 'requestsPerSecond' | 'certificateAuthority'
  >
  readonly adapter: Destination
  readonly settings: () => Promise<unknown>
  readonly ledger: Ledger
  readonly store: ObjectStore
  readonly links: AttachmentPorts['links']
  readonly tokens: TokenCache
  readonly fetch: Fetch
  readonly connect: Connect
  readonly telemetry: Telemetry
  readonly pacer: Pacer
  /** Of the local run: what an adapter threw, whole, which may quote a person. */
  readonly showFailure?: (error: unknown) => void
  readonly sleep: (ms: number) => Promise<void>
  readonly now: Clock
  readonly random: Randomness
  readonly retryCapSeconds: number
  /** Span by which a claim outlasts its attempt. */
  readonly claimMarginSeconds: number
  /** For how long anything may wait here: what is said to have taken longer has a wrong time. */
  readonly maxLatencyDays: number
}

/** A message of the destination's queue, read. */
export interface QueuedEvent {
  readonly event: RoutedEvent
  /** 0 at first, n for the n-th replay. */
  readonly generation: number
  /** How often the queue has handed this message out. */
  readonly receiveCount: number
  /** When the queue took it: of a replay, when it was asked for. */
  readonly sentAt?: Date | undefined
}

/** What the destination calls the ticket and the message that an event is about. */
export type KnownIds = Pick<DeliveryContext<unknown>, 'remote' | 'original'>

/** What an attempt starts from. */
export interface Attempt extends QueuedEvent {
  /** Nobody else sends this event until its `claimedUntil`. */
  readonly claimed: Row<'delivery'>
  /** Delivery row as it stood before the claim. */
  readonly row: Row<'delivery'> | undefined
  /** Row of earlier attempts of this generation, or of a newer one. */
  readonly before: Row<'delivery'> | undefined
  readonly known: KnownIds
  /** Steps that are done: by this attempt once it is over, and before the event was parked, too. */
  readonly progress: Progress | undefined
  readonly admission: Admitted
  readonly startedAt: Date
}

export function deliveryKey(destination: string, eventId: string): string {
  return `${destination}#${eventId}`
}
