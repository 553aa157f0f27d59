/** `npm run costs`: counts what a contact takes of everything that AWS charges for, and says what a million cost. */
import { writeFileSync } from 'node:fs'
import { readArguments } from '../../../bin/tools/read-arguments.ts'
import { deployments, templateOf } from '../../lib/synthesize.ts'
import { thisMachine } from '../report/machine.ts'
import { openBundles } from '../stand/bundles.ts'
import { costsPage } from './costs-page.ts'
import { countFixed } from './count-fixed.ts'
import { type Counts, countScenario } from './count-scenario.ts'
import { fixedSum } from './fixed-table.ts'
import { priceCounts, sumOf } from './price-counts.ts'
import { readRecordedCosts, recordedCostsFile } from './recorded-costs.ts'
import { scenarios } from './scenarios.ts'

const { write, fixed: onlyFixed } = readArguments(
  `npm run costs: counts what a contact takes of everything that AWS charges for, and says what a million cost.
--write  docs/costs.md, and what was counted beside the program
--fixed  counts anew only what costs the same with nothing coming in`,
  { write: { type: 'boolean', default: false }, fixed: { type: 'boolean', default: false } },
)
const fixed = Object.fromEntries(
  Object.entries(deployments).map(([what, input]) => [what, countFixed(templateOf(input).toJSON())]),
)
for (const [what, counted] of Object.entries(fixed))
  process.stdout.write(`${what}: ${fixedSum(counted).toFixed(0)} USD a month with nothing coming in\n`)
const before = onlyFixed ? readRecordedCosts() : undefined
const counts = before ? before.counts : await countAll()
if (write) {
  const recorded = { machine: before?.machine ?? thisMachine(), counts, fixed }
  writeFileSync(recordedCostsFile, `${JSON.stringify(recorded, null, 2)}\n`)
  writeFileSync(new URL('../../../docs/costs.md', import.meta.url), costsPage(recorded))
}

async function countAll(): Promise<Record<string, Counts>> {
  const found: Record<string, Counts> = {}
  const bundles = openBundles()
  try {
    for (const scenario of scenarios) {
      const counted = await countScenario(scenario, bundles)
      found[scenario.name] = counted
      process.stdout.write(`${scenario.what}: ${sumOf(priceCounts(counted)).toFixed(1)} USD a million\n`)
    }
  } finally {
    bundles.remove()
  }
  return found
}
