/**
 * `npm run bench`: what a contact costs, against the least that anybody has to do for it, in one run: machines are
 * noisy, ratios less so. Processor time and not the clock's, all subjects in turn, medians with quartiles.
 */
import { readArguments } from '../../bin/tools/read-arguments.ts'
import type { Figure, Row } from './figure.ts'
import { writePage } from './report/write-page.ts'
import { rows } from './rows/index.ts'
import { openBundles } from './stand/bundles.ts'

const names = rows.map(({ name }) => name).join(', ')
const options = readArguments(
  `npm run bench: measures what a contact costs against the least that anybody has to do for it.
--only NAME,… of ${names}
--local  also the whole local run, --peers  also Node-RED and a bare program; both take minutes
--write  docs/benchmarks.md and its plots
--quick  few rounds, to see that it works
--json   a line of JSON a figure`,
  {
    only: { type: 'string' },
    local: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
)
if (options.write && options.quick) {
  process.stderr.write('--quick measures nothing that is worth writing down: leave out --write\n')
  process.exit(2)
}
const only = options.only?.split(',')
const unknown = only?.filter((name) => !rows.some((row) => row.name === name)) ?? []
if (unknown.length > 0) {
  process.stderr.write(`there is no row ${unknown.join(', ')}, only: ${names}\n`)
  process.exit(2)
}
const chosen = rows.filter(({ name, long }) => (only ? only.includes(name) : !long || options[long]))
const bundles = openBundles()
const measured: { row: Row; figures: Figure[] }[] = []
try {
  for (const row of chosen) {
    if (!options.json) process.stdout.write(`\n${row.title}\n`)
    const figures = await row.measure({ bundles, quick: options.quick })
    for (const figure of figures)
      process.stdout.write(`${options.json ? JSON.stringify(figure) : line(figure)}\n`)
    measured.push({ row, figures })
  }
} finally {
  bundles.remove()
}
if (options.write) writePage(rows, measured)

function line({ what, unit, value, spread, noise, aim, note }: Figure): string {
  const shown = (number: number) => number.toFixed(Math.abs(number) < 100 ? 2 : 0)
  const range = (pair: readonly [number, number]) => pair.map(shown).join(' to ')
  return [
    `  ${what}: ${shown(value)} ${unit}`,
    spread && `[${range(spread)}]`,
    noise && `floor against itself ${range(noise)}`,
    note && `(${note})`,
    aim && `aim ${aim}`,
  ]
    .filter(Boolean)
    .join('  ')
}
