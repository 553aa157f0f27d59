import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Bundle } from './bundles.ts'

export interface HostCall {
  readonly id: number
  readonly events: readonly unknown[]
}

export type HostReply =
  | { readonly ready: true; readonly loadMs: number }
  | ({ readonly id: number } & Measured)
  | { readonly id: number; readonly failed: string }

/** What some invocations, one after the other, came to. */
export interface Measured {
  readonly results: readonly unknown[]
  /** Of the processor, user and system, all threads of the process. */
  readonly cpuMs: number
  readonly wallMs: number
  readonly rssBytes: number
}

export interface MeasuredProcess {
  /** Of the processor, from the process's first line to the handler's module being loaded. */
  readonly loadMs: number
  /** @throws where an invocation does */
  run(events: readonly unknown[]): Promise<Measured>
  /** Bytes that it has written to its log. */
  readonly loggedBytes: number
  stop(): Promise<void>
}

/**
 * Starts a bundled function in a process of its own, without any flag, and with no environment but the one given.
 *
 * @param name as Lambda calls it
 */
export async function startMeasured(
  { folder }: Bundle,
  name: string,
  environment: Readonly<Record<string, string>>,
): Promise<MeasuredProcess> {
  const child = fork(join(folder, 'host.mjs'), [join(folder, 'index.mjs'), name], {
    env: { ...environment },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  let loggedBytes = 0
  child.stdout?.on('data', (chunk: Buffer) => (loggedBytes += chunk.length))
  const waiting = new Map<number, (reply: HostReply) => void>()
  let nextId = 0
  const loadMs = await new Promise<number>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`${name} ended before it was loaded: its log says why`)))
    // The host alone writes there.
    child.on('message', (message) => {
      const said = message as HostReply
      if ('ready' in said) resolve(said.loadMs)
      else waiting.get(said.id)?.(said)
    })
  })
  return {
    loadMs,
    async run(events) {
      const id = nextId++
      const said = await new Promise<HostReply>((resolve, reject) => {
        const died = () => reject(new Error(`${name} died`))
        child.once('exit', died)
        waiting.set(id, (reply) => {
          child.off('exit', died)
          resolve(reply)
        })
        child.send({ id, events } satisfies HostCall)
      })
      waiting.delete(id)
      if ('results' in said) return said
      throw new Error(`${name}: ${'failed' in said ? said.failed : 'no answer'}`)
    },
    get loggedBytes() {
      return loggedBytes
    },
    stop: () => stop(child),
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
