/**
 * `npm run bounces`: how many of the bounces in a folder are read as what they are. The folder is `NETZDIALOG_BOUNCES`,
 * one raw mail a file; real ones come with flufl.bounce (PyPI, `tests/data` of its source archive) and with
 * Mail::DeliveryStatus::BounceParser (CPAN, `t/corpus`). `--list` names the files that fall short.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readArguments } from '../../bin/tools/read-arguments.ts'
import { tallyBounces } from './tally-bounces.ts'

const { list } = readArguments(
  'NETZDIALOG_BOUNCES=<folder> npm run bounces: counts the bounces that are read as what they are. ' +
    '--list names those that fall short.',
  { list: { type: 'boolean' } },
)
const folder = process.env['NETZDIALOG_BOUNCES']
if (folder === undefined) {
  process.stderr.write('Set NETZDIALOG_BOUNCES to a folder with bounces, one raw mail a file.\n')
  process.exit(1)
}
const isMail = /\.(?:eml|msg|txt)$/
const files = readdirSync(folder)
  .filter((name) => isMail.test(name) && statSync(join(folder, name)).isFile())
  .sort()
  .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))

for (const envelope of ['null sender', 'unknown'] as const) {
  const { wrong, ...figures } = tallyBounces(files, envelope)
  process.stdout.write(`${JSON.stringify({ envelope, ...figures })}\n`)
  if (list) process.stdout.write(`${JSON.stringify(wrong, null, 2)}\n`)
}
