import type { Clock } from '../core/ports.ts'

/** When the queue took an event and first handed it out, and what of that is to be waited for others. */
export interface Receipt {
  readonly sentAt?: Date | undefined
  readonly firstReceivedAt: Date
  readonly receiveCount?: number
  /** How long what is named and unknown is waited for, at least. */
  readonly patienceSeconds: number
}

/** A longer wait would hold back too much of what nothing is missing for. */
export const maxWaitMs = 15 * 60 * 1000
const maxPauseSeconds = 30
/** It is handed out some ten times in the shortest wait. Where route stood still meanwhile, what it waits for may not have come. */
const minReceipts = 5

/** Since the queue first handed it out. */
export function waitedMs({ firstReceivedAt }: Receipt, now: Clock): number {
  return Math.max(0, now().getTime() - firstReceivedAt.getTime())
}

/**
 * Where route lags, what an event waits for lags as well: it may be as far behind as the event itself was, and gets
 * the same time once more.
 */
function patienceMs({ sentAt, firstReceivedAt, patienceSeconds }: Receipt): number {
  const lag = sentAt === undefined ? 0 : Math.max(0, firstReceivedAt.getTime() - sentAt.getTime())
  return Math.min(maxWaitMs, Math.max(patienceSeconds * 1000, 2 * lag))
}

/** Whether what it waits for may still come. */
export function mayStillCome(receipt: Receipt, now: Clock): boolean {
  const { receiveCount = minReceipts } = receipt
  return receiveCount < minReceipts || waitedMs(receipt, now) < patienceMs(receipt)
}

/** Seconds until it is to come back: one at first, then longer, because a queue counts how often it hands a message out. */
export function pauseSeconds(receipt: Receipt, now: Clock): number {
  return Math.min(maxPauseSeconds, Math.max(1, Math.floor(waitedMs(receipt, now) / 4000)))
}
