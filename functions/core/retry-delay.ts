import type { Randomness } from './ports.ts'

/**
 * Seconds until the next attempt: what the receiver asked for, else exponential with full jitter.
 *
 * @param attempt 1 for the first that failed
 * @param asked the receiver's `Retry-After`; longer than `cap` only where it says so
 */
export function retryDelay(
  attempt: number,
  asked: number | undefined,
  cap: number,
  random: Randomness,
): number {
  if (asked !== undefined) return Math.max(1, Math.ceil(asked))
  const ceiling = Math.min(cap, 2 ** Math.min(attempt, 20))
  return Math.max(1, Math.ceil(random() * ceiling))
}
