import type { ReceivedMessage } from '../core/consume.ts'
import { readDeduplicationId } from '../core/deduplication-id.ts'
import { conversationKey } from '../core/ids.ts'
import type { Row } from '../core/ledger.ts'
import type { Verdict } from '../core/process-batch.ts'
import { type People, peopleOf } from '../core/withhold-erased.ts'
import { withholdTakenBack } from '../core/withhold-taken-back.ts'
import { type Attempt, type DeliverPorts, deliveryKey, type QueuedEvent } from './attempt.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { claim, claimedByOther, giveBack, isSettled } from './claim.ts'
import { awaitTurn } from './health/adaptive-rate.ts'
import { admit } from './health/circuit-breaker.ts'
import { readHealth } from './health/health.ts'
import { loadRemoteIds } from './load-remote-ids.ts'
import { measureLatency } from './measure-latency.ts'
import { recordOutcome } from './record-outcome.ts'
import { withTodaysFiles } from './todays-files.ts'

/**
 * Delivers one event once: skips what is finished, waits while the destination is stopped or has had enough, or while
 * another function sends it, sends what may still be said, and writes down what came of it.
 */
export async function deliverEvent(queued: QueuedEvent, ports: DeliverPorts): Promise<Verdict> {
  const { config, ledger, pacer } = ports
  const { generation, receiveCount } = queued
  const began = ports.now()
  const tell = (code: string) =>
    ports.telemetry.step(code, {
      event: queued.event.id,
      conversation: conversationKey(queued.event),
      ms: ports.now().getTime() - began.getTime(),
    })
  const [row, health, known] = await Promise.all([
    ledger.read('delivery', deliveryKey(config.name, queued.event.id)),
    readHealth(ports),
    // Whoever else writes them stands before this event in its conversation.
    loadRemoteIds(queued.event, ports),
  ])
  if (isSettled(row, queued)) {
    tell('known')
    return skip(row, queued, ports)
  }
  const claimedFor = claimedByOther(row, ports)
  if (claimedFor !== undefined) return { retryAfterSeconds: claimedFor }

  const admission = await admit({ ...queued, eventId: queued.event.id }, health, ports)
  if (!admission.admitted) return { retryAfterSeconds: admission.afterSeconds }
  const turn = { health: admission.health, waited: receiveCount > 1 }
  // A destination that is tried by one message every two minutes needs no pacing.
  const turnInSeconds = admission.probe ? undefined : await awaitTurn(turn, ports)
  if (turnInSeconds !== undefined) return { retryAfterSeconds: turnInSeconds }

  const people = peopleOf(queued.event, ledger)
  // Where nothing is sent, nobody asks.
  people.catch(() => {})
  const right = await claim(queued, row, ports)
  if ('done' in right) return 'done'
  if ('retryAfterSeconds' in right) return right
  const event = await readWords(queued, people, { row, ...right }, ports)
  const attempt = {
    ...queued,
    ...right,
    event,
    row,
    // A replay starts anew; what an earlier generation came to does not count.
    before: row && row.generation >= generation ? row : undefined,
    known,
    progress: row?.progress,
    admission,
    startedAt: ports.now(),
  }
  pacer.sending()
  const outcome = await attemptDelivery(attempt, ports)
  const verdict = await recordOutcome(attempt, outcome, ports)
  if (outcome.status === 'delivered') measureLatency(queued, ports)
  tell(verdict !== 'done' ? 'retried' : outcome.status === 'delivered' ? 'delivered' : 'parked')
  return verdict
}

/** Whether nothing is to be sent any more of the event of a message. */
export async function wasSettled(
  { deduplicationId, sentAt }: Pick<ReceivedMessage, 'deduplicationId' | 'sentAt'>,
  { config, ledger }: Pick<DeliverPorts, 'config' | 'ledger'>,
): Promise<boolean> {
  const { eventId, generation } = readDeduplicationId(deduplicationId)
  return isSettled(await ledger.read('delivery', deliveryKey(config.name, eventId)), { generation, sentAt })
}

/**
 * What may be said of the event, as late as can be: claiming may take seconds where the table is slow, in which its words
 * may be taken back. Where nobody can tell, the right to send it is given back, so that the next attempt need not wait.
 */
async function readWords(
  { event, generation }: QueuedEvent,
  people: Promise<People>,
  { row, claimed }: Pick<Attempt, 'row' | 'claimed'>,
  { ledger, config }: DeliverPorts,
): Promise<QueuedEvent['event']> {
  try {
    return await withholdTakenBack(await withTodaysFiles(event, generation, ledger), ledger, people)
  } catch (error) {
    await giveBack(event.id, row, claimed, { ledger, config }).catch(() => {})
    throw error
  }
}

/** A replay that has become superfluous is kept in the row: the next one has a higher number. */
async function skip(
  row: Row<'delivery'> | undefined,
  { event, generation }: QueuedEvent,
  { config, ledger }: DeliverPorts,
): Promise<Verdict> {
  if (row && row.generation < generation)
    await ledger.merge('delivery', deliveryKey(config.name, event.id), { generation })
  return 'done'
}
