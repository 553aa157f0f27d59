import type { Randomness } from './ports.ts'

/**
 * Seconds until the next attempt: exponential with full jitter, and not before the receiver asked for it. A
 * receiver that keeps asking for one second would use up a queue's thousand receipts in a quarter of an hour.
 *
 * @param attempt 1 for the first that failed
 * @param asked the receiver's `Retry-After`; it alone exceeds `cap`
 */
export function retryDelay(
  attempt: number,
  asked: number | undefined,
  cap: number,
  random: Randomness,
): number {
  const ceiling = Math.min(cap, 2 ** Math.min(attempt, 20))
  return Math.max(1, Math.ceil(asked ?? 0), Math.ceil(random() * ceiling))
}
