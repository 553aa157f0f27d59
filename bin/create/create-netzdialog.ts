#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { compact } from '../../functions/core/compact.ts'
import { Fault, WrongUse } from '../cli/errors.ts'
import { init } from '../cli/init.ts'

/** What `npm create netzdialog@latest <folder>` runs: `netzdialog init`, alone in one file. */
try {
  const { folder, ...options } = readWords(process.argv.slice(2))
  await init(folder, options)
} catch (error) {
  process.exitCode = error instanceof WrongUse ? 2 : 1
  console.error(
    error instanceof WrongUse || error instanceof Fault ? `create-netzdialog: ${error.message}` : error,
  )
}

function readWords(words: string[]) {
  const [folder, ...more] = parse(words).positionals
  if (folder === undefined || more.length > 0)
    throw new WrongUse('name one folder, empty or not there yet: npm create netzdialog@latest dialog')
  const { 'no-install': noInstall = false, from } = parse(words).values
  return compact({ folder, install: !noInstall, from })
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { 'no-install': { type: 'boolean' }, from: { type: 'string' } },
    })
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error))
  }
}
