import type { Randomness } from './ports.ts'

/**
 * What waits behind a failing message is received with it each time. From this attempt on, after about an hour, it comes
 * back every 20 to 22.5 minutes (at a cap of 15): three days take some 220 of the 1,000 receipts that SQS allows, and in
 * the 12 days that a message may wait four of them can fail before it, one after the other.
 */
const lateAttempt = 17
const lateMultiple = 1.5
const lateJitter = 0.1

/**
 * Seconds until the next attempt: exponential with full jitter, in the end evenly, and not before the receiver asked
 * for it. A receiver that keeps asking for one second would use up a queue's thousand receipts in a quarter of an hour.
 *
 * @param attempt 1 for the first that failed
 * @param asked the receiver's `Retry-After`
 * @param cap of the first hour; later half as much again
 */
export function retryDelay(
  attempt: number,
  asked: number | undefined,
  cap: number,
  random: Randomness,
): number {
  return Math.max(1, Math.ceil(asked ?? 0), Math.ceil(backoff(attempt, cap, random)))
}

function backoff(attempt: number, cap: number, random: Randomness): number {
  if (attempt >= lateAttempt) return lateMultiple * cap * (1 - random() * lateJitter)
  return random() * Math.min(cap, 2 ** attempt)
}
