import { type ChildProcess, fork } from 'node:child_process'
import { extname, join } from 'node:path'
import * as z from 'zod'
import type { OwnFunctionName } from '../../contracts/own-functions.ts'
import { compact } from '../../core/compact.ts'
import type { Clock } from '../../core/ports.ts'

export interface OwnProcessOptions {
  /** Where the module of each function lies: a `file:` URL. */
  readonly modules: Readonly<Partial<Record<OwnFunctionName, string>>>
  /** What one call may take. @default 500 */
  readonly timeoutMs?: number
  /** What loading the modules may take. @default 3000 */
  readonly startMs?: number
  /** What a function writes to its console. @default `ignore`: it may be what a person wrote */
  readonly output?: 'inherit' | 'ignore'
  /** The one folder that functions may read files of, as all code lies in it; everything else where it is left out. */
  readonly readable?: string | undefined
  readonly now: Clock
}

/** What a function returned, as JSON; `undefined` where it returned nothing. Or why it did not. */
export type Returned = { readonly json?: string | undefined } | { readonly failed: string }

export interface OwnProcess {
  /** Calls one after the other. Never rejects. */
  call(name: OwnFunctionName, input: unknown): Promise<Returned>
  stop(): void
}

/** MB of the heap: beyond it the function's process ends, and route, which has 512 MB, goes on. */
const maxHeap = 128

/** Processes lost within that time beyond which none is started for as long: every event would wait for the next one. */
const maxLost = 3
const restMs = 30_000

const ofCall = { id: z.number(), isLast: z.literal(true).optional() }
const reply = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ ...ofCall, failed: z.string() }),
  z.object({ ...ofCall, json: z.string().optional() }),
])

interface Running {
  readonly child: ChildProcess
  /** Whether its modules are loaded; `false` where it ended before. */
  readonly ready: Promise<boolean>
  waiting: { readonly id: number; readonly settle: (returned: Returned) => void } | undefined
}

/**
 * Runs functions of one's own in a process beside route: a loop without end, an exhausted heap or a crash there ends that
 * process alone, which is then started anew. In a thread, a full heap would end route where Node.js is started with
 * limits of its own, as Lambda starts it.
 */
export function ownProcess(options: OwnProcessOptions): OwnProcess {
  const { timeoutMs = 500, startMs = 3000, now } = options
  let running: Running | undefined
  let nextId = 0
  let last: Promise<unknown> = Promise.resolve()
  let lostAt: number[] = []
  let restsUntil = 0

  /** `undefined` where the machine starts no process. */
  function current(): Running | undefined {
    try {
      running ??= start(options, (ended) => {
        if (running === ended) running = undefined
      })
    } catch {}
    return running
  }

  function end(ended: Running | undefined): void {
    if (running === ended) running = undefined
    ended?.child.kill('SIGKILL')
  }

  async function callNow(name: OwnFunctionName, input: unknown): Promise<Returned> {
    if (now().getTime() < restsUntil) return { failed: 'resting' }
    const used = current()
    const isReady = used !== undefined && (await within(startMs, used.ready, false))
    const returned: Returned = isReady ? await ask(used, name, input) : { failed: 'not_started' }
    if ('failed' in returned && losing.has(returned.failed)) {
      end(used)
      restAfter(isReady ? maxLost : 1)
    }
    return returned
  }

  function restAfter(count: number): void {
    const at = now().getTime()
    lostAt = [...lostAt.filter((each) => each > at - restMs), at]
    if (lostAt.length < count) return
    lostAt = []
    restsUntil = at + restMs
  }

  function ask(used: Running, name: OwnFunctionName, input: unknown): Promise<Returned> {
    const id = nextId++
    const returned = new Promise<Returned>((settle) => {
      used.waiting = { id, settle }
      used.child.send({ id, name, input }, (error) => {
        if (error) settle({ failed: 'ended' })
      })
    })
    return within(timeoutMs, returned, { failed: 'timed_out' })
  }

  current()
  return {
    call(name, input) {
      const next = last.then(() => callNow(name, input))
      last = next
      return next
    },
    stop: () => end(running),
  }
}

/** Failures that leave no process behind. */
const losing = new Set(['not_started', 'timed_out', 'ended'])

const hostModule = join(import.meta.dirname, `own-host${extname(import.meta.filename)}`)
/** Of route's environment, what Node.js itself needs. */
const passed = ['PATH', 'LD_LIBRARY_PATH', 'TZ'] as const

/** Without it the environment of route, with its credentials, is a file that a process of the same user may read. */
const confinedTo = (folder: string) => ['--permission', `--allow-fs-read=${join(folder, '*')}`]

function start(
  { modules, output = 'ignore', readable }: OwnProcessOptions,
  onEnd: (ended: Running) => void,
): Running {
  const given = Object.entries(modules).map(([name, file]) => `${name}=${file}`)
  const child = fork(hostModule, given, {
    env: compact(Object.fromEntries(passed.map((name) => [name, process.env[name]]))),
    execArgv: [`--max-old-space-size=${maxHeap}`, ...(readable === undefined ? [] : confinedTo(readable))],
    stdio: ['ignore', output, output, 'ipc'],
  })
  const { promise: ready, resolve: settleReady } = Promise.withResolvers<boolean>()
  const started: Running = { child, ready, waiting: undefined }
  child.on('message', (message) => {
    const said = reply.safeParse(message).data
    if (!said) return
    if ('ready' in said) return settleReady(true)
    const { id, isLast, ...returned } = said
    if (isLast) {
      onEnd(started)
      kill()
    }
    if (started.waiting?.id === id) started.waiting.settle(returned)
  })
  const over = () => {
    process.off('exit', kill)
    settleReady(false)
    started.waiting?.settle({ failed: 'ended' })
    onEnd(started)
  }
  const kill = () => child.kill('SIGKILL')
  child.once('exit', over)
  child.once('error', over)
  process.once('exit', kill)
  // Whoever waits for a reply holds a timer; nothing else is to keep the process.
  child.unref()
  child.channel?.unref()
  return started
}

/** What comes in time. A reply that has come while this process was busy is in time. */
async function within<Value>(ms: number, value: Promise<Value>, otherwise: Value): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Value>((resolve) => {
    timer = setTimeout(() => setImmediate(() => setImmediate(() => resolve(otherwise))), ms)
  })
  try {
    return await Promise.race([value, late])
  } finally {
    clearTimeout(timer)
  }
}
