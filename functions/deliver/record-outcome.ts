import type { DeliveryOutcome } from '../contracts/destination.ts'
import { compact } from '../core/compact.ts'
import type { Verdict } from '../core/process-batch.ts'
import type { Attempt, DeliverPorts } from './attempt.ts'
import { decideRetry } from './decide-retry.ts'
import { giveUp } from './give-up.ts'
import { recordSuccess } from './health/stop-destination.ts'
import { countRefusals, recordRefusal } from './record-stop.ts'
import { attemptFields, writeOutcome } from './write-outcome.ts'

/** Refusals of one message, while the destination responds to others otherwise, after which it is set aside. */
const maxRefusals = 3

type Delivered = Extract<DeliveryOutcome, { status: 'delivered' }>
type Rejected = Extract<DeliveryOutcome, { status: 'rejected' }>

/** Writes down what an attempt came to and decides what becomes of the message. */
export async function recordOutcome(
  attempt: Attempt,
  outcome: DeliveryOutcome,
  ports: DeliverPorts,
): Promise<Verdict> {
  switch (outcome.status) {
    case 'delivered':
      return recordDelivered(attempt, outcome, ports)
    case 'rejected':
      return recordRejected(attempt, outcome, ports)
    case 'retry':
      return decideRetry(attempt, outcome, ports)
  }
}

/** Ticket first, outcome second: reversed, a crash between the two would make a second ticket. */
async function recordDelivered(
  attempt: Attempt,
  { remote, degraded }: Delivered,
  ports: DeliverPorts,
): Promise<Verdict> {
  const { ledger, config, telemetry, now } = ports
  if (remote?.ticket !== undefined)
    await ledger.merge('ticket', `${config.name}#${attempt.event.work.key}`, remote)
  await writeOutcome(
    attempt,
    {
      ...attemptFields(attempt),
      ...compact({ remote, degraded }),
      status: 'delivered',
      uncertain: false,
      deliveredAt: now().toISOString(),
      // A replay of what was delivered takes every step anew.
      ...(attempt.progress && { progress: {} }),
    },
    ports,
  )
  await recordSuccess(attempt, ports)
  telemetry.count('Delivered')
  return 'done'
}

async function recordRejected(attempt: Attempt, rejected: Rejected, ports: DeliverPorts): Promise<Verdict> {
  const { scope, reason } = rejected
  if (scope !== 'destination') {
    await recordSuccess(attempt, ports)
    return giveUp(attempt, rejected, ports)
  }
  const refusals = countRefusals(attempt)
  if (refusals < maxRefusals) return recordRefusal(attempt, reason, refusals, ports)
  const others = `refused ${refusals} times, while others for this destination were answered in between`
  return giveUp(attempt, { ...rejected, reason: `${reason}; ${others}` }, ports)
}
