/** `npm run costs`: counts what a contact takes of everything that AWS charges for, and says what a million cost. */
import { writeFileSync } from 'node:fs'
import { readArguments } from '../../../bin/tools/read-arguments.ts'
import { thisMachine } from '../report/machine.ts'
import { openBundles } from '../stand/bundles.ts'
import { costsPage } from './costs-page.ts'
import { type Counts, countScenario } from './count-scenario.ts'
import { priceCounts, sumOf } from './price-counts.ts'
import { recordedCostsFile } from './recorded-costs.ts'
import { scenarios } from './scenarios.ts'

const { write } = readArguments(
  `npm run costs: counts what a contact takes of everything that AWS charges for, and says what a million cost.
--write  docs/costs.md, and what was counted beside the program`,
  { write: { type: 'boolean', default: false } },
)
const bundles = openBundles()
const counts: Record<string, Counts> = {}
try {
  for (const scenario of scenarios) {
    const counted = await countScenario(scenario, bundles)
    counts[scenario.name] = counted
    process.stdout.write(`${scenario.what}: ${sumOf(priceCounts(counted)).toFixed(1)} USD a million\n`)
  }
} finally {
  bundles.remove()
}
if (write) {
  const recorded = { machine: thisMachine(), counts }
  writeFileSync(recordedCostsFile, `${JSON.stringify(recorded, null, 2)}\n`)
  writeFileSync(new URL('../../../docs/costs.md', import.meta.url), costsPage(recorded))
}
