import { markdownTable } from '../../../bin/deployment-checks/markdown-table.ts'
import type { FixedCounts } from './count-fixed.ts'
import { fixedPrices } from './fixed-prices.ts'

/** What each deployment costs a month with nothing coming in: counts, prices, and the sum. */
export function fixedTable(counts: Readonly<Record<string, FixedCounts>>): string {
  const deployments = Object.values(counts)
  const rows = (Object.keys(fixedPrices) as (keyof FixedCounts)[]).map((name) => {
    const { what, usd, rule } = fixedPrices[name]
    return [what, ...deployments.map((each) => `${each[name]} : ${(each[name] * usd).toFixed(2)}`), rule]
  })
  const sums = deployments.map((each) => `**${fixedSum(each).toFixed(0)}**`)
  return markdownTable(['a month', ...Object.keys(counts), 'price'], [...rows, ['USD', ...sums, '']]).join(
    '\n',
  )
}

export function fixedSum(counts: FixedCounts): number {
  return (Object.keys(fixedPrices) as (keyof FixedCounts)[]).reduce(
    (sum, name) => sum + counts[name] * fixedPrices[name].usd,
    0,
  )
}
