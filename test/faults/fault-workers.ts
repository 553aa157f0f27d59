import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { FaultRun, FaultRunOptions } from './fault-stand.ts'

export interface Worker {
  run(options: FaultRunOptions): Promise<FaultRun>
  end(): Promise<void>
}

/**
 * A process that runs faults.
 *
 * @param folder of the bundles
 * @param otherFolder of another version's, of which half of the functions are where two stand side by side
 */
export function startWorker(folder: string, otherFolder = ''): Worker {
  const child = fork(new URL('./worker.ts', import.meta.url), [folder, otherFolder])
  const died = once(child, 'exit').then((): never => {
    throw new Error('a process ended before it was through with its fault: see above')
  })
  // After its last answer its end is nobody's concern.
  died.catch(() => {})
  return {
    run(options) {
      child.send(options)
      return Promise.race([answerOf(child), died])
    },
    async end() {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

function answerOf(child: ChildProcess): Promise<FaultRun> {
  return new Promise((resolve) => child.once('message', (run) => resolve(run as FaultRun)))
}
