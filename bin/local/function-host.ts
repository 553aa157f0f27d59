/**
 * One function in a process of its own: the handler's module is the first argument, Lambda events come over
 * IPC. Started by `local-function.ts`; ends when that lets go of it, whatever the reason.
 */
import { subscribe } from 'node:diagnostics_channel'
import { errorCode } from '../../functions/core/errors.ts'
import { requestChannel, type WatchedRequest } from '../../functions/deliver/watch-requests.ts'
import { type InvocationResponse, invocation } from './invocation.ts'
import { showRequest } from './show-request.ts'

type Handler = (event: unknown, context: unknown) => unknown

// A terminal's Ctrl-C reaches every process in front of it; only the parent decides when this one ends.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
process.on('disconnect', () => process.exit())
process.on('message', (message) => void invoke(message))
subscribe(requestChannel, (request) => {
  // What cannot be shown is no reason to fail a delivery, nor does a channel hear of it.
  if (isWatched(request)) reply({ request: showRequest(request) })
})

const handler = loadHandler(process.argv[2])
handler.then(
  () => reply({ ready: true }),
  (error: unknown) => {
    // Nothing of a customer's is here yet, and whoever edits a function needs the whole of it.
    console.error(error)
    process.exit(1)
  },
)

async function loadHandler(entry: string | undefined): Promise<Handler> {
  if (entry === undefined) throw new Error('no handler named: give its module as the first argument')
  const module: { handler?: unknown } = await import(entry)
  const { handler } = module
  if (!isHandler(handler)) throw new Error(`${entry} exports no function "handler": export one`)
  return handler
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function'
}

function isWatched(request: unknown): request is WatchedRequest {
  return typeof request === 'object' && request !== null && 'eventId' in request && 'secrets' in request
}

async function invoke(message: unknown): Promise<void> {
  const { id, event, requestId, functionName, memory, deadline } = invocation.parse(message)
  const context = {
    awsRequestId: requestId,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    memoryLimitInMB: String(memory),
    logGroupName: `/local/${functionName}`,
    logStreamName: String(process.pid),
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
  try {
    reply({ id, result: await (await handler)(event, context) })
  } catch (error) {
    reply({ id, error: errorCode(error) })
  }
}

function reply(message: InvocationResponse): void {
  // The parent may be gone already: `disconnect` ends this process then.
  process.send?.(message, undefined, undefined, () => {})
}
