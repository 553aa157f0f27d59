/**
 * `npm run check`: everything that has to hold before a change goes in, one part after the other. A part that fails does
 * not keep the others from being tried; what failed is said again at the end.
 */
import { spawnSync } from 'node:child_process'

const parts = [
  'lint',
  'types',
  'architecture',
  'dead-code',
  'test:all',
  'coverage',
  'mutation',
  'synth',
  'broken-builds',
]

const failed = parts.filter((part) => spawnSync('npm', ['run', part], { stdio: 'inherit' }).status !== 0)
if (failed.length === 0) process.stdout.write(`\nEvery part holds: ${parts.join(', ')}.\n`)
else process.stderr.write(`\nFailed: ${failed.map((part) => `npm run ${part}`).join(', ')}\n`)
process.exitCode = failed.length === 0 ? 0 : 1
