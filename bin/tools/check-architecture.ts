import { resolve } from 'node:path'
import { cruise, format } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'

/**
 * Checks the layers of `.dependency-cruiser.mjs` in this directory, or in the one that is given.
 * A cruise that finds no module is an error: that is how a TypeScript it cannot read looks like.
 */
process.chdir(process.argv[2] ?? '.')
const project = resolve(import.meta.dirname, '../..')
const options = await extractDepcruiseOptions(resolve(project, '.dependency-cruiser.mjs'))
const tsConfig = extractTsConfig(resolve(project, 'tsconfig.json'))
const { output } = await cruise(['bin', 'lib', 'functions', 'schemas', 'test'], options, {}, { tsConfig })
if (typeof output === 'string')
  throw new Error('dependency-cruiser gave a report where it should give a result')

const { output: report } = await format(output, { outputType: 'err' })
console.log(String(report).trim())
const { totalCruised, error } = output.summary
if (totalCruised === 0) console.error('no module was cruised: is TypeScript installed?')
process.exitCode = totalCruised === 0 || error > 0 ? 1 : 0
