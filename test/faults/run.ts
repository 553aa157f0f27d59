/**
 * `npm run faults`: sends webhooks as the platforms do through the whole flow while one thing after the other goes wrong,
 * judges what arrives, and writes a JSON line a fault. Then it breaks the build in one way after the other and demands
 * that a promise is not kept. Ends with 1 where one was not kept, or was in spite of it all; 2 at wrong use.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openProgress } from '../../bin/cli/progress.ts'
import { brokenBuilds } from '../broken-builds/builds.ts'
import { bundleChanged } from '../broken-builds/copy-project.ts'
import { startWorker } from './fault-workers.ts'
import { otherVersion } from './other-version.ts'
import { type Options, readOptions, WrongOptions } from './read-options.ts'

const usage = `npm run faults: goes through the faults and the broken builds, and says which promise was not kept.
--events N over all faults (20000), --fault NAME (all), --build NAME (all, or none where a fault is named),
--without-builds, --seed N (1), --jobs N at a time (one a core)
`

const { faults, builds, events, seed, jobs } = readOrEnd(process.argv.slice(2))
const folder = mkdtempSync(join(tmpdir(), 'netzdialog-faults-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const progress = openProgress()
progress.tell('bundling')
const [sound, other] = [join(folder, 'sound'), join(folder, 'other')]
if (faults.length > 0) await bundleChanged(sound)
if (faults.includes('two-versions')) await bundleChanged(other, ...otherVersion)

const judged = { faults: 0, builds: 0 }
tellHowFar()

// Those that wait longest begin first, so that no process is left alone with one at the end.
const waiting = [...faults].reverse()
const share = Math.ceil(events / faults.length)
const complaints = (await Promise.all(Array.from({ length: jobs }, goThroughFaults))).flat()
const toCatch = [...builds]
complaints.push(...(await Promise.all(Array.from({ length: jobs }, goThroughBuilds))).flat())
progress.end()
for (const sentence of complaints) process.stderr.write(`${sentence}\n`)
process.exitCode = complaints.length > 0 ? 1 : 0

/** One process, and one fault after the other: whichever nobody has begun yet. @returns what was not kept */
async function goThroughFaults(): Promise<string[]> {
  const sentences: string[] = []
  let worker: ReturnType<typeof startWorker> | undefined
  for (let fault = waiting.shift(); fault; fault = waiting.shift()) {
    worker ??= startWorker(sound, other)
    const { outcome, broken } = await worker.run({ fault, events: share, seed })
    judged.faults += 1
    writeLine({ fault, ...outcome })
    sentences.push(...broken.map((sentence) => `${fault} (seed ${seed}): ${sentence}`))
  }
  await worker?.end()
  return sentences
}

/** A process for each build. @returns what went through all the same */
async function goThroughBuilds(): Promise<string[]> {
  const sentences: string[] = []
  for (let name = toCatch.shift(); name !== undefined; name = toCatch.shift()) {
    const build = brokenBuilds[name]
    if (!build?.fault) continue
    const { name: fault, events, seed = 1 } = build.fault
    const bundles = join(folder, name)
    await bundleChanged(bundles, build)
    const worker = startWorker(bundles)
    const { broken } = await worker.run({ fault, events, seed, patienceSeconds: 20, untilBroken: true })
    await worker.end()
    judged.builds += 1
    writeLine({ build: name, fault, broken })
    if (broken.length === 0) sentences.push(`${fault} does not notice a build that ${build.does}`)
  }
  return sentences
}

function writeLine(value: object): void {
  progress.clear()
  process.stdout.write(`${JSON.stringify(value)}\n`)
  tellHowFar()
}

function tellHowFar(): void {
  const count = (done: number, all: number, what: string) => (all === 0 ? [] : [`${what} ${done} of ${all}`])
  const parts = [
    ...count(judged.faults, faults.length, 'faults'),
    ...count(judged.builds, builds.length, 'broken builds'),
  ]
  progress.tell(parts.join(', '))
}

function readOrEnd(args: readonly string[]): Options {
  if (args.some((each) => each === '--help' || each === '-h')) {
    process.stdout.write(usage)
    process.exit(0)
  }
  try {
    return readOptions(args)
  } catch (error) {
    if (!(error instanceof WrongOptions)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
}
