import type { Verdict } from '../core/process-batch.ts'
import type { DeliveryOutcome } from '../destinations/contract.ts'
import { type Attempt, type DeliverPorts, deliveryKey, triedFields, untriedFields } from './attempt.ts'
import { stop } from './circuit-breaker.ts'
import { recordParked } from './record-parked.ts'

/** A firewall may answer to one text as to bad credentials: so often a message may stop what others get through. */
const mostStops = 5

/** Not this message's fault: it waits with the others, and the attempt does not count. */
export async function recordStop(
  attempt: Attempt,
  outcome: Exclude<DeliveryOutcome, { status: 'delivered' }>,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { ledger, config } = ports
  const { before, admission, event } = attempt
  if (outcome.status === 'rejected' && !admission.probe) {
    // It is stopped no more, so something else got through since this message stopped it last.
    const stops = (before?.stops ?? 0) + 1
    if (stops >= mostStops)
      return recordParked(
        attempt,
        outcome.code,
        `stopped the destination ${stops} times while others got through; last: ${outcome.reason}`,
        ports,
      )
    // That it was refused is certain.
    await ledger.merge('delivery', deliveryKey(config.name, event.id), {
      ...untriedFields(attempt, before),
      stops,
    })
  }
  if (outcome.status === 'retry' && outcome.uncertain)
    await ledger.merge('delivery', deliveryKey(config.name, event.id), {
      ...triedFields(attempt),
      status: 'waiting',
      uncertain: true,
    })
  else if (outcome.status === 'retry' && outcome.progress)
    await ledger.merge('delivery', deliveryKey(config.name, event.id), {
      ...untriedFields(attempt, before),
      progress: { ...attempt.progress },
    })
  const asked = outcome.status === 'retry' ? outcome.afterSeconds : undefined
  return { retryAfterSeconds: await stop(admission, outcome.reason, asked, ports) }
}
