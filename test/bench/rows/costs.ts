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
  why: 'The request to the HTTP API, Lambda’s time, the six requests that a message takes through two queues, and the logs are more than the aim already where contacts come singly; the ledger adds the rows of message, conversation, ticket, and of what has been routed, the archive’s, and the delivery’s twice. Each of them holds up a promise: order between groups, one ticket, nothing twice, replay, erasure. Batches share SQS and Lambda, and no row: each contact here begins a conversation of its own.',
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
