import { once } from 'node:events'
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { close, listen } from '../../bin/local/listen.ts'
import { failEntries } from './fail-entries.ts'

export type Moment = 'before' | 'after'

/** One call that a function makes of the outside world. */
export interface Call {
  readonly caller: string
  /** `sqs`, `s3`, `dynamodb`, `crm` */
  readonly service: string
  /** `GetItem`, `SendMessageBatch`; of S3 and of the CRM the HTTP method. */
  readonly operation: string
}

/** What becomes of a call. `after`: it has had its effect, and the caller does not learn of it. */
export type Disturbance =
  | { readonly does: 'delay'; readonly ms: number }
  | { readonly does: 'kill'; readonly moment: Moment }
  | { readonly does: 'refuse'; readonly moment: Moment; readonly status: number; readonly type: string }
  /** Of a batch: each entry by its place. */
  | { readonly does: 'fail_entries'; readonly fails: (index: number) => boolean }

/** Asked before each call; `undefined` lets it through. */
export type Disturb = (call: Call) => Disturbance | undefined

/** What stands at the other end: reached at once where nothing is to happen, else by its address. */
export interface Target {
  readonly url: string
  dispatch(incoming: IncomingMessage, outgoing: ServerResponse): void
}

/** Where one process finds one service. */
export interface Door {
  readonly url: string
  /** Refuses connections. */
  shut(): Promise<void>
  open(): Promise<void>
}

export interface CallProxyOptions {
  readonly disturb: Disturb
  /** Told of the body of a refused call. */
  readonly refused?: (call: Call, body: Buffer) => void
}

/** Stands between functions and everything they talk to. */
export function callProxy({ disturb, refused }: CallProxyOptions) {
  const servers: Server[] = []

  async function handle(
    call: Call,
    { target, kill }: { target: Target; kill: () => Promise<unknown> },
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const disturbance = disturb(call)
    if (disturbance?.does === 'delay') await sleep(disturbance.ms)
    if (!disturbance || disturbance.does === 'delay') return target.dispatch(incoming, outgoing)
    const body = await buffer(incoming)
    const pass = (changed: Buffer = body) => send(target.url, incoming, changed)
    if (disturbance.does === 'fail_entries') {
      const answer = await failEntries(body, disturbance.fails, pass)
      outgoing.writeHead(answer.status, answer.headers).end(answer.body)
      return
    }
    if (disturbance.moment === 'after') await pass()
    if (disturbance.does === 'kill') return void (await kill())
    refused?.(call, body)
    refuse(call.service, disturbance, outgoing)
  }

  return {
    /** @param kill ends the process that calls here */
    async between(
      caller: string,
      service: string,
      target: Target,
      kill: () => Promise<unknown>,
    ): Promise<Door> {
      const server = createServer((incoming, outgoing) => {
        const call = { caller, service, operation: operationOf(incoming) }
        handle(call, { target, kill }, incoming, outgoing).catch(() => outgoing.destroy())
      })
      // A shut door and a closed idle connection must not look alike to the caller.
      server.keepAliveTimeout = 60_000
      servers.push(server)
      const port = await listen(server, 0)
      return {
        url: `http://127.0.0.1:${port}`,
        shut: () => close(server),
        open: async () => void (await listen(server, port)),
      }
    },
    stop: () => Promise.all(servers.map(close)),
  }
}

function operationOf({ headers, method }: IncomingMessage): string {
  const target = headers['x-amz-target']
  return typeof target === 'string' ? (target.split('.').at(-1) ?? '') : (method ?? '')
}

async function send(target: string, { url = '/', method, headers }: IncomingMessage, body: Buffer) {
  const { 'content-length': _, ...kept } = headers
  const outgoing = forward(new URL(url, target), { method, headers: { ...kept, connection: 'close' } })
  outgoing.end(body)
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) }
}

function refuse(
  service: string,
  { status, type }: { status: number; type: string },
  outgoing: ServerResponse,
): void {
  if (service === 's3')
    outgoing
      .writeHead(status, { 'content-type': 'application/xml' })
      .end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${type}</Code></Error>`)
  else
    outgoing
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify({ __type: `com.amazonaws.${service}#${type}` }))
}
