import type { Row } from '../core/ledger.ts'
import type { Verdict } from '../core/process-batch.ts'
import { type DeliverPorts, type Delivery, deliveryKey, untriedFields } from './attempt.ts'
import { isUncertain } from './is-uncertain.ts'

/**
 * Sends a message back that has not been tried. Where the adapter would have to look for what an attempt may have
 * left behind, it is written down that there was none: a look-up costs a slow destination more than a write costs us.
 */
export async function sendBack(
  delivery: Delivery,
  before: Row<'delivery'> | undefined,
  retryAfterSeconds: number,
  { adapter, ledger, config }: DeliverPorts,
): Promise<Verdict> {
  if (adapter.findExisting && !isUncertain(delivery, before))
    await ledger.merge(
      'delivery',
      deliveryKey(config.name, delivery.event.id),
      untriedFields(delivery, before),
    )
  return { retryAfterSeconds }
}
