import type { Verdict } from '../core/process-batch.ts'
import { type Attempt, type DeliverPorts, type Delivery, deliveryKey } from './attempt.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { type Admitted, admit } from './circuit-breaker.ts'
import { knownThere } from './known-there.ts'
import { allowedPerSecond } from './learned-rate.ts'
import { recordOutcome } from './record-outcome.ts'
import { sendBack } from './send-back.ts'
import { withholdTakenBack } from './withhold-taken-back.ts'

/**
 * Delivers one event once: skips what is finished, waits while the destination is stopped or has had enough,
 * sends what may still be said, and writes down what came of it.
 */
export async function deliverEvent(delivery: Delivery, ports: DeliverPorts): Promise<Verdict> {
  const { config, ledger, pacer } = ports
  const [row, state] = await Promise.all([
    ledger.read('delivery', deliveryKey(config.name, delivery.event.id)),
    ledger.read('breaker', config.name),
  ])
  // A replay starts anew; what an earlier generation came to does not count.
  const before = row && row.generation >= delivery.generation ? row : undefined
  if (before && before.status !== 'waiting') return 'done'

  const admission = await admit(state, ports)
  if (!admission.admitted) return sendBack(delivery, before, admission.afterSeconds, ports)
  const turnInSeconds = await awaitSlot(delivery, admission, ports)
  if (turnInSeconds !== undefined) return sendBack(delivery, before, turnInSeconds, ports)

  const [event, known] = await Promise.all([
    withholdTakenBack(delivery.event, ledger),
    knownThere(delivery.event, ports),
  ])
  const { progress } = row ?? {}
  const attempt: Attempt = { ...delivery, event, before, known, progress, admission, startedAt: ports.now() }
  pacer.sending()
  return recordOutcome(attempt, await attemptDelivery(attempt, ports), ports)
}

/** Waits for the message's turn where that is soon. @returns seconds until it is to come back, where it is not */
async function awaitSlot(
  { receiveCount }: Delivery,
  { state, probe }: Admitted,
  { config, adapter, pacer, now, sleep }: DeliverPorts,
): Promise<number | undefined> {
  const perSecond = allowedPerSecond(state, { config, adapter })
  // A destination that is tried by one message a quarter of an hour needs no pacing.
  if (perSecond === undefined || probe) return undefined
  const notBefore = state?.quietUntil === undefined ? 0 : Date.parse(state.quietUntil)
  const slot = await pacer.takeSlot({ perSecond, notBefore, waited: receiveCount > 1 })
  const fromNow = (at: number) => Math.max(0, at - now().getTime())
  if ('returnAt' in slot) return Math.max(1, Math.ceil(fromNow(slot.returnAt) / 1000))
  if (fromNow(slot.sendAt) > 0) await sleep(fromNow(slot.sendAt))
  return undefined
}
