import type { Row } from '../core/ledger.ts'
import type { Verdict } from '../core/process-batch.ts'
import { withholdTakenBack } from '../core/withhold-taken-back.ts'
import { type DeliverPorts, type Delivery, deliveryKey } from './attempt.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { claim, claimedByOther, isSettled } from './claim.ts'
import { type Admitted, admit } from './health/circuit-breaker.ts'
import { allowedPerSecond } from './health/learned-rate.ts'
import { knownThere } from './known-there.ts'
import { recordOutcome } from './record-outcome.ts'

/**
 * Delivers one event once: skips what is finished, waits while the destination is stopped or has had enough, or while
 * another function sends it, sends what may still be said, and writes down what came of it.
 */
export async function deliverEvent(delivery: Delivery, ports: DeliverPorts): Promise<Verdict> {
  const { config, ledger, pacer } = ports
  const [row, state] = await Promise.all([
    ledger.read('delivery', deliveryKey(config.name, delivery.event.id)),
    ledger.read('breaker', config.name),
  ])
  if (isSettled(row, delivery)) return skip(row, delivery, ports)
  const claimedFor = claimedByOther(row, ports)
  if (claimedFor !== undefined) return { retryAfterSeconds: claimedFor }

  const admission = await admit({ ...delivery, eventId: delivery.event.id }, state, ports)
  if (!admission.admitted) return { retryAfterSeconds: admission.afterSeconds }
  const turnInSeconds = await awaitSlot(delivery, admission, ports)
  if (turnInSeconds !== undefined) return { retryAfterSeconds: turnInSeconds }

  const [event, known] = await Promise.all([
    withholdTakenBack(delivery.event, ledger),
    knownThere(delivery.event, ports),
  ])
  const right = await claim(delivery, row, ports)
  if ('done' in right) return 'done'
  if ('retryAfterSeconds' in right) return right
  const attempt = {
    ...delivery,
    ...right,
    event,
    row,
    // A replay starts anew; what an earlier generation came to does not count.
    before: row && row.generation >= delivery.generation ? row : undefined,
    known,
    progress: row?.progress,
    admission,
    startedAt: ports.now(),
  }
  pacer.sending()
  return recordOutcome(attempt, await attemptDelivery(attempt, ports), ports)
}

/** Of a replay that has become superfluous it is kept that it was there: the next one has a higher number. */
async function skip(
  row: Row<'delivery'> | undefined,
  { event, generation }: Delivery,
  { config, ledger }: DeliverPorts,
): Promise<Verdict> {
  if (row && row.generation < generation)
    await ledger.merge('delivery', deliveryKey(config.name, event.id), { generation })
  return 'done'
}

/** Waits for the message's turn where that is soon. @returns seconds until it is to come back, where it is not */
async function awaitSlot(
  { receiveCount }: Delivery,
  { state, probe }: Admitted,
  { config, adapter, pacer, now, sleep }: DeliverPorts,
): Promise<number | undefined> {
  const perSecond = allowedPerSecond(state, { config, adapter })
  // A destination that is tried by one message every two minutes needs no pacing.
  if (perSecond === undefined || probe) return undefined
  const notBefore = state?.quietUntil === undefined ? 0 : Date.parse(state.quietUntil)
  const slot = await pacer.takeSlot({ perSecond, notBefore, waited: receiveCount > 1 })
  const fromNow = (at: number) => Math.max(0, at - now().getTime())
  if ('returnAt' in slot) return Math.max(1, Math.ceil(fromNow(slot.returnAt) / 1000))
  if (fromNow(slot.sendAt) > 0) await sleep(fromNow(slot.sendAt))
  return undefined
}
