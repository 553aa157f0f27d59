import { once } from 'node:events'
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { buffer } from 'node:stream/consumers'

export type Moment = 'before' | 'after'

/** One call that a function made of the outside world. */
export interface Step {
  readonly caller: string
  /** `dynamodb GetItem`, `sqs SendMessageBatch`, `crm POST` … */
  readonly call: string
}

/**
 * Stands between functions and everything they talk to, writes down each call in order, and at a chosen one
 * kills the caller: before the call goes through, or after it went through and before the answer comes back.
 */
export function killSwitch() {
  const steps: Step[] = []
  const servers: Server[] = []
  let armed: { at: number; moment: Moment; kill: (caller: string) => Promise<void> } | undefined

  async function handle(
    caller: string,
    service: string,
    target: string,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ) {
    const body = await buffer(incoming)
    const step = steps.push({ caller, call: `${service} ${operation(incoming)}` })
    const struck = armed?.at === step ? armed : undefined
    if (struck?.moment === 'before') {
      await struck.kill(caller)
      return
    }
    const answer = await send(target, incoming, body)
    if (struck) {
      await struck.kill(caller)
      return
    }
    outgoing.writeHead(answer.status, answer.headers).end(answer.body)
  }

  return {
    steps,
    /** @param at the number of the call from here on, 1 for the next */
    arm(at: number, moment: Moment, kill: (caller: string) => Promise<void>) {
      steps.length = 0
      armed = { at, moment, kill }
    },
    /** @returns the URL under which `caller` finds `target` */
    async between(caller: string, service: string, target: string): Promise<string> {
      const server = createServer((incoming, outgoing) => {
        handle(caller, service, target, incoming, outgoing).catch(() => outgoing.destroy())
      })
      servers.push(server)
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('no port')
      return `http://127.0.0.1:${address.port}`
    },
    stop() {
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}

function operation({ headers, method }: IncomingMessage): string {
  const target = headers['x-amz-target']
  return typeof target === 'string' ? (target.split('.').at(-1) ?? '') : (method ?? '')
}

async function send(target: string, { url = '/', method, headers }: IncomingMessage, body: Buffer) {
  const outgoing = forward(new URL(url, target), { method, headers: { ...headers, connection: 'close' } })
  outgoing.end(body)
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) }
}
