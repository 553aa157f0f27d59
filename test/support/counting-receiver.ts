import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { close, listen } from '../../bin/local/listen.ts'
import type { Target } from './call-proxy.ts'

export interface Arrival {
  /** `webhook-id`: the idempotency key. */
  readonly id: string
  readonly messageId: string | undefined
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What a consumer does with a request. `takes`: it has committed it, whatever the sender learns of that. */
export interface Reception {
  readonly takes: boolean
  readonly answer: { readonly status: number; readonly headers?: Record<string, string> } | 'hangs' | 'resets'
}

export interface Receiver extends Target {
  readonly arrivals: Arrival[]
  stop(): Promise<void>
}

const accepts: Reception = { takes: true, answer: { status: 204 } }

/**
 * A consumer that verifies every request and writes down each one that it took, repeated ones too.
 *
 * @param receive decides on a request; by default all are taken
 */
export async function countingReceiver(
  secret: string,
  receive: (messageId: string | undefined) => Reception | undefined = () => undefined,
): Promise<Receiver> {
  const arrivals: Arrival[] = []
  const verifier = new Webhook(secret)

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const event = verifier.verify(body, request.headers as Record<string, string>) as {
      data: { message?: { id: string } }
    }
    const messageId = event.data.message?.id
    const { takes, answer } = receive(messageId) ?? accepts
    if (takes) arrivals.push({ id: String(request.headers['webhook-id']), messageId, at: Date.now() })
    if (answer === 'resets') request.socket.destroy()
    else if (answer !== 'hangs') response.writeHead(answer.status, answer.headers).end()
  }

  const dispatch = (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch(() => response.writeHead(400).end())
  }
  const server = createServer(dispatch)
  const port = await listen(server, 0)
  return { arrivals, url: `http://127.0.0.1:${port}`, dispatch, stop: () => close(server) }
}
