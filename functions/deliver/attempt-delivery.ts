import { errorCode } from '../core/errors.ts'
import type { DeliveryContext, DeliveryOutcome } from '../destinations/contract.ts'
import type { Attempt, DeliverPorts } from './deliver-event.ts'

/** Asks the adapter, and first, where an earlier attempt may have got through, whether it did. */
export async function attemptDelivery(attempt: Attempt, ports: DeliverPorts): Promise<DeliveryOutcome> {
  const { adapter, config } = ports
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), config.timeoutSeconds * 1000)
  const timedOut = new Promise<DeliveryOutcome>((resolve) => {
    abort.signal.addEventListener('abort', () =>
      resolve({ status: 'retry', reason: 'time-out', uncertain: true }),
    )
  })
  try {
    const context = await deliveryContext(attempt, ports, abort.signal)
    const asked = async (): Promise<DeliveryOutcome> => {
      const existing = isUncertain(attempt) ? await adapter.findExisting?.(attempt.event, context) : undefined
      if (existing) return { status: 'delivered', remote: existing, deduplicated: true }
      return adapter.deliver(attempt.event, context)
    }
    return await Promise.race([asked(), timedOut])
  } catch (error) {
    return { status: 'retry', reason: `the adapter failed (${errorCode(error)})`, uncertain: true }
  } finally {
    clearTimeout(timer)
  }
}

/** An attempt may have been made of which nothing is known. */
function isUncertain({ before, receiveCount, generation }: Attempt): boolean {
  return receiveCount > 1 || generation > 0 || before?.uncertain === true
}

async function deliveryContext(
  { event, before }: Attempt,
  { ledger, config, settings, fetch, now }: DeliverPorts,
  signal: AbortSignal,
): Promise<DeliveryContext<unknown>> {
  const remote = await ledger.read('ticket', `${config.name}#${event.work.key}`)
  return {
    settings: await settings(),
    idempotencyKey: event.id,
    attempt: (before?.attempts ?? 0) + 1,
    ...(remote && { remote }),
    fetch,
    signal,
    now,
  }
}
