#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { compact } from '../../functions/core/compact.ts'
import { Fault, WrongUse } from '../cli/errors.ts'
import { init } from '../cli/init.ts'

const usage = `Usage: npm create netzdialog@latest <folder> [-- options]

make a project of your own with Netzdialog: three files for git, upgrades by npm update

Options:
  --no-install      leave the packages to npm install
  --from <archive>  a packed netzdialog in place of the registry’s
  -h, --help        show this`

/** What `npm create netzdialog@latest <folder>` runs: `netzdialog init`, alone in one file. */
try {
  const words = parse(process.argv.slice(2))
  if (words.values.help) console.log(usage)
  else {
    const { folder, ...options } = readWords(words)
    await init(folder, options)
  }
} catch (error) {
  process.exitCode = error instanceof WrongUse ? 2 : 1
  console.error(
    error instanceof WrongUse || error instanceof Fault ? `create-netzdialog: ${error.message}` : error,
  )
}

function readWords({ positionals, values }: ReturnType<typeof parse>) {
  const [folder, ...more] = positionals
  if (folder === undefined || more.length > 0)
    throw new WrongUse('name one folder, empty or not there yet: npm create netzdialog@latest dialog')
  const { 'no-install': noInstall = false, from } = values
  return compact({ folder, install: !noInstall, from })
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'no-install': { type: 'boolean' },
        from: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error))
  }
}
