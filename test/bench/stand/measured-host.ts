/**
 * One function in a process of its own that says what it takes of the processor. The handler's module is the first
 * argument; Lambda events come over IPC. Bundled like the functions, so that no compiler of TypeScript is at work here.
 */
import { pathToFileURL } from 'node:url'
import type { HostCall, HostReply } from './measured-process.ts'

type Handler = (event: unknown, context: unknown) => unknown

process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit())

const [, , entry = '', name = ''] = process.argv
const before = process.cpuUsage()
const module: { handler?: unknown } = await import(pathToFileURL(entry).href)
const loadMs = millisecondsSince(before)
const { handler } = module
if (!isHandler(handler)) throw new Error(`${entry} exports no function "handler": export one`)
const run = handler

// The parent alone writes here.
process.on('message', (message) => void answer(message as HostCall))
reply({ ready: true, loadMs })

async function answer({ id, events }: HostCall): Promise<void> {
  const before = process.cpuUsage()
  const startedAt = performance.now()
  try {
    const results: unknown[] = []
    for (const event of events) results.push(await run(event, context()))
    const cpuMs = millisecondsSince(before)
    const wallMs = performance.now() - startedAt
    reply({ id, results, cpuMs, wallMs, rssBytes: process.memoryUsage.rss() })
  } catch (error) {
    reply({ id, failed: error instanceof Error ? `${error.name}: ${error.message}` : String(error) })
  }
}

/** As `lib` gives deliver for a batch where a destination has 20 seconds to respond. */
const timeoutMs = 220_000

function context() {
  const deadline = Date.now() + timeoutMs
  return {
    awsRequestId: crypto.randomUUID(),
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${name}`,
    memoryLimitInMB: '512',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
}

function millisecondsSince(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function'
}

function reply(message: HostReply): void {
  process.send?.(message)
}
