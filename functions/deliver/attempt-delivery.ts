import { errorCode } from '../core/errors.ts'
import type { DeliveryContext, DeliveryOutcome } from '../destinations/contract.ts'
import type { Attempt, DeliverPorts } from './attempt.ts'
import { isUncertain } from './is-uncertain.ts'

/** Asks the adapter, and first, where an earlier attempt may have got through, whether it did. */
export async function attemptDelivery(attempt: Attempt, ports: DeliverPorts): Promise<DeliveryOutcome> {
  const { adapter, ledger, config } = ports
  const remote = await ledger.read('ticket', `${config.name}#${attempt.event.work.key}`)
  let settings: unknown
  try {
    settings = await ports.settings()
  } catch (error) {
    // No message is to be burnt on a secret that an operator has yet to put there.
    return { status: 'retry', reason: `no settings (${errorCode(error)})`, scope: 'destination' }
  }
  return withinTime(config.timeoutSeconds, async (signal) => {
    const context: DeliveryContext<unknown> = {
      settings,
      idempotencyKey: attempt.event.id,
      attempt: (attempt.before?.attempts ?? 0) + 1,
      ...(remote && { remote }),
      fetch: ports.fetch,
      signal,
      now: ports.now,
    }
    const existing = isUncertain(attempt, attempt.before)
      ? await adapter.findExisting?.(attempt.event, context)
      : undefined
    if (existing) return { status: 'delivered', remote: existing, deduplicated: true }
    return adapter.deliver(attempt.event, context)
  })
}

/** What an adapter comes to that may hang, in spite of its signal, or throw. */
async function withinTime(
  seconds: number,
  run: (signal: AbortSignal) => Promise<DeliveryOutcome>,
): Promise<DeliveryOutcome> {
  const abort = new AbortController()
  const timedOut = new Promise<DeliveryOutcome>((resolve) => {
    abort.signal.addEventListener('abort', () =>
      resolve({ status: 'retry', reason: 'time-out', uncertain: true }),
    )
  })
  const timer = setTimeout(() => abort.abort(), seconds * 1000)
  try {
    return await Promise.race([run(abort.signal), timedOut])
  } catch (error) {
    return { status: 'retry', reason: `the adapter failed (${errorCode(error)})`, uncertain: true }
  } finally {
    clearTimeout(timer)
  }
}
