import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import manifest from '../../package.json' with { type: 'json' }
import { npmInstall } from './npm-install.ts'
import { print } from './print.ts'
import { checkScript } from './project-files.ts'

/** What `netzdialog/testing` imports of the package's optional peers, and what an editor has to know of Node.js. */
const ranges = {
  '@types/node': '^24',
  ajv: manifest.peerDependencies.ajv,
  'ajv-formats': manifest.peerDependencies['ajv-formats'],
  'fast-check': manifest.peerDependencies['fast-check'],
  vitest: manifest.peerDependencies.vitest,
}
const needed = Object.keys(ranges)

const anything = z.record(z.string(), z.unknown())
const named = z.record(z.string(), z.string()).default({})
const parts = z.object({ scripts: named, dependencies: named, devDependencies: named })
const indentation = /^\{\r?\n([ \t]{1,8})"/

/**
 * Gives a project what the contract suites need, and lets `npm test` run them; what is there stays as it is. Where
 * `package.json` cannot be read, it says what to install.
 *
 * @throws Fault where npm fails
 */
export async function addSuites(folder: string, { install }: { readonly install: boolean }): Promise<void> {
  const file = join(folder, 'package.json')
  const text = await readFile(file, 'utf8').catch(() => '')
  const changed = withSuites(text)
  if (changed === undefined)
    return print(`package.json cannot be read: run \`npm install --save-dev ${needed.join(' ')}\``)
  if (changed !== text) {
    await writeFile(file, changed)
    print('changed package.json')
  }
  if (needed.every((name) => existsSync(join(folder, 'node_modules', name)))) return
  if (install) npmInstall(folder)
  else print('run `npm install` before `npm test`')
}

/** A `package.json` with the suites' packages, which `npm test` runs; `undefined` where the text is none. */
export function withSuites(text: string): string | undefined {
  const given = anything.safeParse(parse(text)).data
  const read = parts.safeParse(given).data
  if (!given || !read) return undefined
  const { scripts, dependencies, devDependencies } = read
  const missing = Object.entries(ranges).filter(
    ([name]) => !(name in devDependencies) && !(name in dependencies),
  )
  const isChecked = scripts['test'] === checkScript
  if (missing.length === 0 && !isChecked) return text
  const all = [...Object.entries(devDependencies), ...missing].toSorted(([a], [b]) => (a < b ? -1 : 1))
  // Spread over what was read, so that fields keep their order.
  const changed = {
    ...given,
    ...(isChecked && { scripts: { ...scripts, test: `${checkScript} && vitest run` } }),
    devDependencies: Object.fromEntries(all),
  }
  return `${JSON.stringify(changed, undefined, indentation.exec(text)?.[1] ?? 2)}\n`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
