import { execFile } from 'node:child_process'
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'

export const run = promisify(execFile)
export const repository = resolve(import.meta.dirname, '../..')

/** What npm would install beside the package: what its manifest declares, and nothing that it does not. */
const manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()),
})

/** @returns the archive of the package that lies in a folder of the repository, made in another */
export async function pack(folder: string, source = '.'): Promise<string> {
  const args = ['pack', resolve(repository, source), '--silent', '--pack-destination', folder]
  const { stdout } = await run('npm', args, { cwd: repository })
  return join(folder, stdout.trim().split('\n').at(-1) ?? '')
}

/** An archive that differs from another in its version alone: of a release before or after it. */
export async function withVersion(archive: string, version: string): Promise<string> {
  const folder = dirname(archive)
  const unpacked = join(folder, `unpacked-${version}`)
  await mkdir(unpacked)
  await run('tar', ['-xzf', archive, '-C', unpacked])
  for (const file of ['package/package.json', 'package/dist/package.json']) {
    const text = await readFile(join(unpacked, file), 'utf8')
    await writeFile(join(unpacked, file), text.replace(/"version": "[^"]+"/, `"version": "${version}"`))
  }
  const other = join(folder, `netzdialog-${version}.tgz`)
  await run('tar', ['-czf', other, '-C', unpacked, 'package'])
  return other
}

/** As `npm install` does it, without a registry: packages of the repository stand for those that it would bring. */
export async function install(archive: string, project: string): Promise<void> {
  const modules = join(project, 'node_modules')
  await rm(join(modules, 'netzdialog'), { recursive: true, force: true })
  await run('tar', ['-xzf', archive, '-C', modules])
  await rename(join(modules, 'package'), join(modules, 'netzdialog'))
  const text = await readFile(join(modules, 'netzdialog/package.json'), 'utf8')
  const { dependencies, peerDependencies } = manifest.parse(JSON.parse(text))
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await symlink(join(repository, 'node_modules', name), join(modules, name)).catch(() => {})
  }
}

/** Of the vitest that runs this, nothing is the project's. */
export function environment(): NodeJS.ProcessEnv {
  const outside = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV$|TEST$|NETZDIALOG_|UPDATE_FIXTURES$)/.test(name),
  )
  return { ...Object.fromEntries(outside), NO_COLOR: '1' }
}

export const command = join('node_modules', 'netzdialog', 'bin', 'netzdialog.mjs')

/** A command of a project's netzdialog. @throws where it ends with another code than 0 */
export function netzdialog(project: string, ...args: string[]) {
  return run(process.execPath, [command, ...args], { cwd: project, env: environment() })
}

const report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({ title: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
})

/** The tests of a project, run by its vitest. */
export async function runSuites(project: string, ...files: string[]) {
  const outputFile = join(project, 'report.json')
  const vitest = join(project, 'node_modules/vitest/vitest.mjs')
  const args = [vitest, 'run', '--reporter=json', `--outputFile=${outputFile}`, ...files]
  // Where a test fails it ends with 1, and the report says so, too.
  await run(process.execPath, args, { cwd: project, env: environment(), maxBuffer: 2 ** 26 }).catch(() => {})
  const { testResults } = report.parse(JSON.parse(await readFile(outputFile, 'utf8')))
  return testResults.flatMap(({ assertionResults }) => assertionResults)
}
