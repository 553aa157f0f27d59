import type { Row } from '../core/ledger.ts'
import { type DeliverPorts, deliveryKey, type QueuedEvent } from './attempt.ts'

/** Return time of a message that another function is sending, at most: mostly it is done by then. */
const maxClaimedReturnSeconds = 10

/** Times that a row keeps, so that it stays below a write unit. */
const maxSentAgain = 3

type ClaimPorts = Pick<DeliverPorts, 'ledger' | 'config' | 'now' | 'random' | 'claimMarginSeconds'>

/** Outcome of asking for the one right to send an event. */
export type Claim = { claimed: Row<'delivery'> } | { retryAfterSeconds: number } | { done: true }

/** Whether nothing is to be sent any more. */
export function isSettled(
  row: Row<'delivery'> | undefined,
  { generation, sentAt }: Pick<QueuedEvent, 'generation' | 'sentAt'>,
): boolean {
  if (!row) return false
  if (row.generation >= generation) return row.status !== 'waiting'
  // It was asked for while the event still waited, and has been delivered since.
  return row.status === 'delivered' && isBefore(sentAt, row.deliveredAt)
}

function isBefore(sentAt: Date | undefined, deliveredAt: string | undefined): boolean {
  return sentAt !== undefined && deliveredAt !== undefined && sentAt.getTime() <= Date.parse(deliveredAt)
}

/** Seconds until the message is to be looked at again, while another function has the right to send the event. */
export function claimedByOther(
  row: Row<'delivery'> | undefined,
  { now }: Pick<DeliverPorts, 'now'>,
): number | undefined {
  const leftMs = row?.claimedUntil === undefined ? 0 : Date.parse(row.claimedUntil) - now().getTime()
  return leftMs > 0 ? Math.min(maxClaimedReturnSeconds, Math.ceil(leftMs / 1000)) : undefined
}

/**
 * Takes the right to send the event, for longer than an attempt lasts. Until its outcome is written the row says that
 * the attempt is uncertain: who comes after a function that died looks for what it may have left behind.
 *
 * @param row as it was read; whoever has changed it since was quicker
 */
export async function claim(
  queued: QueuedEvent,
  row: Row<'delivery'> | undefined,
  { ledger, config, now, random, claimMarginSeconds }: ClaimPorts,
): Promise<Claim> {
  const { event, generation, receiveCount } = queued
  const key = deliveryKey(config.name, event.id)
  const isNewer = !row || row.generation < generation
  const claimedUntil = new Date(
    now().getTime() + (config.timeoutSeconds + claimMarginSeconds) * 1000,
  ).toISOString()
  // A queue may hand out one receipt twice, and two functions may ask within the same millisecond.
  const claimedBy = random().toString(36).slice(2)
  const claiming = {
    ...row,
    status: 'waiting' as const,
    generation: isNewer ? generation : row.generation,
    attempts: isNewer ? 0 : row.attempts,
    allAttempts: (row?.allAttempts ?? row?.attempts ?? 0) + 1,
    ...(isNewer && generation > 0 && { sentAgain: sentAgain(row, queued.sentAt ?? now()) }),
    receiveCount,
    uncertain: true,
    claimedUntil,
    claimedBy,
  }
  const claimed = await ledger.replace('delivery', key, claiming, row)
  if (claimed) return { claimed }
  const found = await ledger.read('delivery', key)
  // Its own write, whose response was lost.
  const isOwn =
    found?.claimedUntil === claimedUntil &&
    found.claimedBy === claimedBy &&
    found.receiveCount === receiveCount
  if (isOwn) return { claimed: found }
  if (isSettled(found, queued)) return { done: true }
  return { retryAfterSeconds: claimedByOther(found, { now }) ?? 1 }
}

/** With one more time at which somebody had it sent again. */
function sentAgain(row: Row<'delivery'> | undefined, at: Date): string[] {
  return [...(row?.sentAgain ?? []), at.toISOString()].slice(-maxSentAgain)
}

/** Gives back the right to send an event of which nothing was sent: its row is again as it was before. */
export async function giveBack(
  eventId: string,
  row: Row<'delivery'> | undefined,
  claimed: Row<'delivery'>,
  { ledger, config }: Pick<ClaimPorts, 'ledger' | 'config'>,
): Promise<void> {
  const { status, generation, attempts } = claimed
  // The first attempt of a replay looks for what an earlier one has left, and so does the one after this.
  const { version: _, ...before } = row ?? { status, generation, attempts, uncertain: generation > 0 }
  await ledger.replace('delivery', deliveryKey(config.name, eventId), before, claimed)
}
