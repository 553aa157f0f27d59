import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { extname, join } from 'node:path'
import { usualMemory } from '../../schemas/function-memory.ts'
import { type Invocation, response } from './invocation.ts'
import type { SentRequest } from './sent-requests.ts'

export interface LocalFunctionOptions {
  /** The module that exports `handler`: a `file:` URL. */
  readonly entry: string
  /** The function's whole environment, as `schemas/environment.ts` says; nothing of this process's is added. */
  readonly environment: Readonly<Record<string, string>>
  /** Shown in the Lambda context. @default `local` */
  readonly name?: string
  /** What `getRemainingTimeInMillis` counts down from; nothing is killed when it is over. @default 30 */
  readonly timeoutSeconds?: number
  /** In MB, as the context says; nothing is killed that takes more. @default 512, as most functions have */
  readonly memory?: number
  /** Where its log goes: a function is handed it by the piece. @default `inherit` */
  readonly output?: 'inherit' | 'ignore' | ((text: string) => unknown)
  /** Told what deliver has sent. @default nobody is */
  readonly onRequest?: (request: SentRequest) => void
}

/** A Lambda function in a process of its own, which may die and is started again at the next event. */
export interface LocalFunction {
  /** Resolves once the handler's module is loaded. @throws FunctionDied */
  ready(): Promise<void>
  /** Hands over one Lambda event; several may be under way. @throws FunctionFailed, FunctionDied */
  invoke(event: unknown, context?: { requestId?: string }): Promise<unknown>
  /** SIGKILL, as a crash would: what is under way is rejected. Resolves when the process is gone. */
  kill(): Promise<void>
  /** Lets the process end, and makes sure of it within a second. */
  stop(): Promise<void>
}

/** The handler threw; `code` says what. */
export class FunctionFailed extends Error {
  readonly code: string
  constructor(code: string) {
    super(`the function failed with ${code}: see its log`)
    this.name = 'FunctionFailed'
    this.code = code
  }
}

/** The process ended before it answered. */
export class FunctionDied extends Error {
  readonly code = 'function_died'
  constructor() {
    super('the function’s process ended before it answered: send the event again')
    this.name = 'FunctionDied'
  }
}

interface Waiting {
  resolve(result: unknown): void
  reject(error: Error): void
}

interface Host {
  readonly child: ChildProcess
  readonly waiting: Map<number, Waiting>
  readonly ready: Promise<void>
  readonly gone: Promise<unknown>
}

const hostModule = join(import.meta.dirname, `function-host${extname(import.meta.filename)}`)

/** Starts the function's process at once. */
export function startLocalFunction(options: LocalFunctionOptions): LocalFunction {
  const { name = 'local', timeoutSeconds = 30, memory = usualMemory } = options
  let host: Host | undefined
  let nextId = 0

  function running(): Host {
    if (host) return host
    const started = startHost(options)
    host = started
    started.child.once('exit', () => {
      if (host === started) host = undefined
    })
    return started
  }

  running()
  return {
    ready: () => running().ready,
    invoke(event, { requestId = randomUUID() } = {}) {
      const { child, waiting } = running()
      const id = nextId++
      const deadline = Date.now() + timeoutSeconds * 1000
      const message: Invocation = { id, event, requestId, functionName: name, memory, deadline }
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        // A refused send is a dead process: its exit rejects what waits.
        child.send(message, () => {})
      })
    },
    async kill() {
      const killed = host
      killed?.child.kill('SIGKILL')
      await killed?.gone
    },
    async stop() {
      const stopped = host
      if (!stopped) return
      if (stopped.child.connected) stopped.child.disconnect()
      const overdue = setTimeout(() => stopped.child.kill('SIGKILL'), 1000)
      await stopped.gone
      clearTimeout(overdue)
    },
  }
}

function startHost({
  entry,
  environment,
  name = 'local',
  output = 'inherit',
  onRequest = () => {},
}: LocalFunctionOptions): Host {
  const outlet = typeof output === 'function' ? 'pipe' : output
  // The name is for whoever looks at the list of processes.
  const child = fork(hostModule, [entry, name], {
    env: { ...environment },
    // The parent's own flags (a debugger's port, a test runner's hooks) are not the function's.
    execArgv: [],
    stdio: ['ignore', outlet, outlet, 'ipc'],
  })
  if (typeof output === 'function')
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', output)
  const waiting = new Map<number, Waiting>()
  const gone = once(child, 'exit')
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message) => {
      const said = response.parse(message)
      if ('ready' in said) return resolve()
      if ('request' in said) return onRequest(said.request)
      const caller = waiting.get(said.id)
      waiting.delete(said.id)
      if ('error' in said) caller?.reject(new FunctionFailed(said.error))
      else caller?.resolve(said.result)
    })
    child.once('exit', () => {
      reject(new FunctionDied())
      for (const { reject } of waiting.values()) reject(new FunctionDied())
    })
  })
  // Whoever does not ask for `ready` learns of a death by its invocations.
  ready.catch(() => {})
  return { child, waiting, ready, gone }
}
