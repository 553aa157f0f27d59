import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import { close, listen } from '../../bin/local/listen.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import type { Target } from './call-proxy.ts'

export interface Arrival {
  /** `webhook-id`: the idempotency key. */
  readonly id: string
  readonly event: Pick<RoutedEvent, 'id' | 'kind' | 'message' | 'work' | 'receivedAt'>
  readonly messageId: string | undefined
  /** Milliseconds since 1970. */
  readonly at: number
  /** Whether the sender was to learn that it was taken. */
  readonly confirmed: boolean
}

/** What a consumer does with a request. `takes`: it has committed it, whatever the sender learns of that. */
export interface Reception {
  readonly takes: boolean
  readonly answer: { readonly status: number; readonly headers?: Record<string, string> } | 'hangs' | 'resets'
  /** Before it answers. @default 0 */
  readonly delayMs?: number
}

export interface Receiver extends Target {
  readonly arrivals: Arrival[]
  stop(): Promise<void>
}

/** `<kind> <message id>`: tells what happened to a message, where each thing happens once. */
export function keyOf({ kind, message }: Arrival['event']): string {
  return `${kind} ${message?.id}`
}

const accepts: Reception = { takes: true, answer: { status: 204 } }

/**
 * A consumer that verifies every request and writes down each one that it took, repeated ones too.
 *
 * @param receive decides on a request, by what `keyOf` says of its event; by default all are taken
 */
export async function countingReceiver(
  secret: string,
  receive: (key: string) => Reception | undefined = () => undefined,
): Promise<Receiver> {
  const arrivals: Arrival[] = []
  const verifier = new Webhook(secret)

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const at = Date.now()
    const { data: event } = verifier.verify(body, request.headers as Record<string, string>) as {
      data: Arrival['event']
    }
    const { takes, answer, delayMs = 0 } = receive(keyOf(event)) ?? accepts
    const confirmed = typeof answer === 'object' && answer.status < 300
    const id = String(request.headers['webhook-id'])
    const arrival = { id, event, messageId: event.message?.id, at, confirmed }
    if (takes) arrivals.push(arrival)
    response.on('close', () => {
      // The sender did not wait for it.
      if (!response.writableFinished) arrival.confirmed = false
    })
    if (delayMs > 0) await sleep(delayMs)
    give(answer, request, response)
  }

  const dispatch = (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch(() => response.writeHead(400).end())
  }
  const server = createServer(dispatch)
  const port = await listen(server, 0)
  return { arrivals, url: `http://127.0.0.1:${port}`, dispatch, stop: () => close(server) }
}

export function give(answer: Reception['answer'], request: IncomingMessage, response: ServerResponse): void {
  if (answer === 'resets') request.socket.destroy()
  else if (answer !== 'hangs') response.writeHead(answer.status, answer.headers).end()
}
