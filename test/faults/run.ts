/**
 * `npm run faults`: sends webhooks as Meta does through the whole flow while one thing after the other goes wrong,
 * counts what arrives, and writes a JSON line a fault. Ends with 1 where a promise was not kept, 2 at wrong use.
 *
 * `--events N` over all faults (20000), `--fault NAME` (all), `--seed N` (1), `--jobs N` at a time (one a core).
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleFunction, stages } from '../../lib/bundle-function.ts'
import type { FaultRun } from './fault-stand.ts'
import { type Options, readOptions, WrongOptions } from './read-options.ts'

const { faults, events, seed, jobs } = readOrEnd(process.argv.slice(2))
const folder = mkdtempSync(join(tmpdir(), 'netzdialog-faults-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const stage of stages) bundleFunction(stage, join(folder, stage))

// Those that wait longest begin first, so that no process is left alone with one at the end.
const waiting = [...faults].reverse()
const share = Math.ceil(events / faults.length)
const broken = (await Promise.all(Array.from({ length: jobs }, () => work()))).flat()
for (const sentence of broken) process.stderr.write(`${sentence}\n`)
process.exitCode = broken.length > 0 ? 1 : 0

/** One process, and one fault after the other: whichever nobody has begun yet. @returns what was not kept */
async function work(): Promise<string[]> {
  const worker = fork(new URL('./worker.ts', import.meta.url), [folder])
  const died = once(worker, 'exit').then((): never => {
    throw new Error('a process ended before it was through with its fault: see above')
  })
  // After its last answer its end is nobody's concern.
  died.catch(() => {})
  const sentences: string[] = []
  for (let fault = waiting.shift(); fault; fault = waiting.shift()) {
    worker.send({ fault, events: share, seed })
    const { outcome, broken } = await Promise.race([answerOf(worker), died])
    process.stdout.write(`${JSON.stringify({ fault, ...outcome })}\n`)
    sentences.push(...broken.map((sentence) => `${fault} (seed ${seed}): ${sentence}`))
  }
  worker.disconnect()
  await once(worker, 'exit')
  return sentences
}

function answerOf(worker: ChildProcess): Promise<FaultRun> {
  return new Promise((resolve) => worker.once('message', (run) => resolve(run as FaultRun)))
}

function readOrEnd(args: readonly string[]): Options {
  try {
    return readOptions(args)
  } catch (error) {
    if (!(error instanceof WrongOptions)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
}
