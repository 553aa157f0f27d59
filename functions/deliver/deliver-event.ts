import type { Verdict } from '../core/process-batch.ts'
import { type Attempt, type DeliverPorts, type Delivery, deliveryKey } from './attempt.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { admit } from './circuit-breaker.ts'
import { recordOutcome } from './record-outcome.ts'
import { withholdTakenBack } from './withhold-taken-back.ts'

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
