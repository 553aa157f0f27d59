import { countScenario } from '../costs/count-scenario.ts'
import { lambdaMs, priceCounts, sumOf } from '../costs/price-counts.ts'
import { scenarios } from '../costs/scenarios.ts'
import type { Figure, Row } from '../figure.ts'

const aims: Readonly<Record<string, string>> = {
  'comment-1': '≤ 8.5',
  'comment-10': '≤ 5',
  'ten-in-a-webhook': '≤ 3',
  'mail-10-kb': '≤ 10',
  'mail-100-kb': '≤ 20',
  'four-destinations': '≤ 15',
}

/** As `npm run costs` counts them. */
export const costs: Row = {
  name: 'costs',
  title: 'USD for a million contacts',
  how: 'Counted calls and units at list prices, archive included: see [costs](costs.md).',
  async measure({ bundles, quick }) {
    const figures: Figure[] = []
    for (const scenario of scenarios) {
      const counts = await countScenario(scenario, bundles, quick ? { webhooks: 2, warmUps: 1 } : {})
      const { sqs, writeUnits, readUnits } = counts
      figures.push({
        name: `costs/${scenario.name}`,
        what: scenario.what,
        unit: 'USD',
        value: sumOf(priceCounts(counts)),
        aim: aims[scenario.name] ?? '',
        note: `${sqs.toFixed(1)} requests of SQS, ${writeUnits.toFixed(1)} write and ${readUnits.toFixed(1)} read units, ${lambdaMs(counts).toFixed(0)} ms`,
      })
    }
    return figures
  },
}
