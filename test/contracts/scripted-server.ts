import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach } from 'vitest'

export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: Buffer
}

export type Answer =
  /** Without `body`, the answer repeats the request: the worst that can be quoted from. */
  | { status: number; headers?: Record<string, string>; body?: string }
  | 'never'
  | 'reset before the body is read'
  | 'reset after the body is read'
  /** Status 200 and a body without an end. */
  | 'flood'

export interface ScriptedServer {
  /** `http://127.0.0.1:<port>`, once the tests run. */
  readonly origin: string
  readonly requests: ReceivedRequest[]
  /** Bytes of floods that were taken. */
  readonly flooded: number
  answer: (request: ReceivedRequest) => Answer
}

/** A real HTTP server for the tests of a `describe`, which does what the test says. */
export function useScriptedServer(): ScriptedServer {
  const requests: ReceivedRequest[] = []
  const state = { origin: '', requests, flooded: 0, answer: (_: ReceivedRequest): Answer => yes }
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing))

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    // A body may come in when the next test has begun.
    const { requests } = state
    const head = { method: incoming.method ?? '', path: incoming.url ?? '', headers: flat(incoming) }
    if (state.answer({ ...head, body: Buffer.alloc(0) }) === 'reset before the body is read')
      return void incoming.socket.resetAndDestroy()
    const request = { ...head, body: Buffer.concat(await incoming.toArray()) }
    requests.push(request)
    const answer = state.answer(request)
    if (answer === 'reset after the body is read') incoming.socket.resetAndDestroy()
    else if (answer === 'flood') flood(outgoing)
    else if (typeof answer === 'object')
      outgoing
        .writeHead(answer.status, answer.headers)
        .end(answer.body ?? JSON.stringify({ ...head, body: request.body.toString() }))
  }

  function flood(outgoing: ServerResponse): void {
    const chunk = Buffer.alloc(64 * 1024, 'x')
    const pour = () => {
      do state.flooded += chunk.length
      while (outgoing.write(chunk))
    }
    outgoing.on('drain', pour)
    outgoing.writeHead(200)
    pour()
  }

  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    state.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  beforeEach(() => Object.assign(state, { requests: [], flooded: 0, answer: () => yes }))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return state
}

const yes: Answer = { status: 204 }

function flat({ headersDistinct }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values]) => [name, (values ?? []).join(', ')]),
  )
}

/** An address where nothing listens. */
export async function closedOrigin(): Promise<string> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return `http://127.0.0.1:${port}`
}
