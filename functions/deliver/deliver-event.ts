import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { DestinationConfig } from '../../schemas/deployment.ts'
import type { Ledger, Row } from '../core/ledger.ts'
import type { Clock, ObjectStore, Randomness, Telemetry } from '../core/ports.ts'
import type { Verdict } from '../core/process-batch.ts'
import type { Destination, Fetch } from '../destinations/contract.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { type Admission, admit } from './circuit-breaker.ts'
import { recordOutcome } from './record-outcome.ts'
import { withholdTakenBack } from './withhold-taken-back.ts'

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

/**
 * Delivers one event once: skips what is finished, waits while the destination is stopped, sends what may
 * still be said, and writes down what came of it.
 */
export async function deliverEvent(delivery: Delivery, ports: DeliverPorts): Promise<Verdict> {
  const { config, ledger } = ports
  const row = await ledger.read('delivery', deliveryKey(config.name, delivery.event.id))
  // A replay starts anew; what an earlier generation came to does not count.
  const before = row && row.generation >= delivery.generation ? row : undefined
  if (before && before.status !== 'waiting') return 'done'

  const admission = await admit(ports)
  if (!admission.admitted) return { retryAfterSeconds: admission.afterSeconds }

  const event = await withholdTakenBack(delivery.event, ledger)
  const attempt: Attempt = { ...delivery, event, before, admission, startedAt: ports.now() }
  return recordOutcome(attempt, await attemptDelivery(attempt, ports), ports)
}

export function deliveryKey(destination: string, eventId: string): string {
  return `${destination}#${eventId}`
}
