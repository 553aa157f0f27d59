import type { Counts } from './count-scenario.ts'
import { assumptions, type Priced, prices } from './prices.ts'

const million = 1e6

/** How long the functions run for one contact at the memory that they have, in milliseconds. */
export function lambdaMs({ waitedMs, cpuMs }: Counts): number {
  return waitedMs + cpuMs / assumptions.processorShare
}

/** USD for a million contacts, by what it is charged for. */
export function priceCounts(counts: Counts): Record<Priced, number> {
  const amounts = {
    ...counts,
    gigabyteSeconds: (lambdaMs(counts) / 1000) * assumptions.memoryGigabytes,
  }
  const each = Object.entries(prices).map(([name, { usd, per }]) => [
    name,
    (amounts[name as Priced] * million * usd) / per,
  ])
  return Object.fromEntries(each) as Record<Priced, number>
}

export function sumOf(priced: Record<Priced, number>): number {
  return Object.values(priced).reduce((sum, usd) => sum + usd, 0)
}
