/**
 * `npm run broken-builds`: breaks the sources in one way after the other, runs the tests that have to notice, and
 * writes a JSON line a build. Before that it runs them with nothing broken, where none may fail. Ends with 1 where one
 * was not noticed, 2 at wrong use. `--build NAME` runs that one alone.
 */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import { readArguments } from '../../bin/tools/read-arguments.ts'
import type { BrokenBuild } from './broken-build.ts'
import { brokenBuilds } from './builds.ts'
import { copyProject } from './copy-project.ts'

const report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
})

const names = readNames()

const files = new Set(names.flatMap((name) => brokenBuilds[name]?.caughtBy ?? []))
const failedAnyway = await failingTests([...files])
if (failedAnyway.length > 0) {
  process.stderr.write(
    `these fail with nothing broken, so that they tell nothing:\n${failedAnyway.map(({ name, why }) => `${name}\n${why}\n`).join('\n')}`,
  )
  process.exit(1)
}
const waiting = Object.entries(brokenBuilds).filter(([name]) => names.includes(name))
await Promise.all(Array.from({ length: availableParallelism() }, work))

async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, build] = next
    const failed = await failingTests(build.caughtBy, build)
    process.stdout.write(
      `${JSON.stringify({ build: name, failed: failed.length, first: failed[0]?.name })}\n`,
    )
    if (failed.length > 0) continue
    process.stderr.write(`no test notices a build that ${build.does}: see test/broken-builds/builds.ts\n`)
    process.exitCode = 1
  }
}

/** The tests that fail with the defects; a file that cannot be loaded is no test that noticed. */
async function failingTests(
  files: readonly string[],
  ...defects: readonly BrokenBuild[]
): Promise<{ name: string; why: string }[]> {
  const { root, remove } = copyProject(...defects)
  try {
    const outputFile = join(root, 'report.json')
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const args = ['run', '--project', 'unit', '--reporter=json', `--outputFile=${outputFile}`]
    const run = promisify(execFile)(process.execPath, [vitest, ...args, ...files], { cwd: root })
    const said = await run.then(
      ({ stderr }) => stderr,
      (error) => String(error.stderr),
    )
    if (!existsSync(outputFile)) throw new Error(`vitest ended without a report: ${said}`)
    const { testResults } = report.parse(JSON.parse(readFileSync(outputFile, 'utf8')))
    return testResults.flatMap(({ assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => ({ name: fullName, why: failureMessages.join('\n') })),
    )
  } finally {
    remove()
  }
}

/** Ends with 2 where what was asked for makes no sense. */
function readNames(): readonly string[] {
  const { build: names = Object.keys(brokenBuilds) } = readArguments(
    'npm run broken-builds: breaks the sources, and says whether a test notices. --build NAME (all), more than once.',
    { build: { type: 'string', multiple: true } },
  )
  const unknown = names.find((name) => !Object.hasOwn(brokenBuilds, name))
  if (unknown === undefined) return names
  process.stderr.write(`no broken build "${unknown}" here, only: ${Object.keys(brokenBuilds).join(', ')}\n`)
  process.exit(2)
}
