import { once } from 'node:events'
import {
  Agent,
  createServer,
  request as forward,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { close, listen } from '../../../bin/local/listen.ts'

export type Service = 'sqs' | 's3' | 'dynamodb' | 'receiver'

/** A call of the outside world, as it went through. */
export interface CountedCall {
  /** `route`, `deliver-crm` */
  readonly caller: string
  readonly service: Service
  /** `GetItem`, `SendMessageBatch`; of S3 and of a receiver the HTTP method. */
  readonly operation: string
  readonly startedAt: number
  readonly endedAt: number
  readonly requestBytes: number
  readonly responseBytes: number
  /** What was asked for in AWS JSON; `undefined` of other services. */
  readonly request: unknown
  /** Request units of DynamoDB, as its rules have them. */
  readonly units: number
}

export interface CountingProxy {
  /** Since `forget`, in the order in which they ended. */
  readonly calls: readonly CountedCall[]
  forget(): void
  /** How long each call is held up before it goes on. */
  delay: (service: Service) => number
  /** @returns the address of a door to `target` for this caller */
  between(caller: string, service: Service, target: string): Promise<string>
  stop(): Promise<void>
}

/** Stands between functions and what they talk to, changes nothing, and writes everything down. */
export function countingProxy(): CountingProxy {
  const servers: Server[] = []
  const agent = new Agent({ keepAlive: true })
  const calls: CountedCall[] = []
  const state: CountingProxy = {
    calls,
    forget: () => void calls.splice(0),
    delay: () => 0,
    async between(caller, service, target) {
      const server = createServer((incoming, outgoing) => {
        pass(caller, service, target, incoming, outgoing).catch(() => outgoing.destroy())
      })
      server.keepAliveTimeout = 60_000
      servers.push(server)
      return `http://127.0.0.1:${await listen(server, 0)}`
    },
    async stop() {
      agent.destroy()
      await Promise.all(servers.map(close))
    },
  }

  async function pass(
    caller: string,
    service: Service,
    target: string,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const startedAt = performance.now()
    const body = await buffer(incoming)
    const { headers, method = '', url = '/' } = incoming
    const named = headers['x-amz-target']
    const operation = typeof named === 'string' ? (named.split('.').at(-1) ?? '') : method
    const request = typeof named === 'string' ? JSON.parse(body.toString()) : undefined
    const wait = state.delay(service)
    if (wait > 0) await sleep(wait)
    // The emulator says what a call costs, by the sizes of the items that it keeps, when it is asked to.
    const sent =
      service === 'dynamodb'
        ? Buffer.from(JSON.stringify({ ...request, ReturnConsumedCapacity: 'TOTAL' }))
        : body
    const answer = await ask(new URL(url, target), method, headers, sent)
    calls.push({
      caller,
      service,
      operation,
      startedAt,
      endedAt: performance.now(),
      requestBytes: body.length,
      responseBytes: answer.body.length,
      request,
      units: service === 'dynamodb' ? unitsOf(answer) : 0,
    })
    const { 'transfer-encoding': _, ...kept } = answer.headers
    outgoing.writeHead(answer.status, { ...kept, 'content-length': answer.body.length }).end(answer.body)
  }

  async function ask(url: URL, method: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
    const { expect: _, connection: __, 'content-length': length, ...kept } = headers
    const sized = length !== undefined || body.length > 0
    const outgoing = forward(url, {
      method,
      agent,
      headers: { ...kept, ...(sized && { 'content-length': body.length }) },
    })
    outgoing.end(body)
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
    return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) }
  }

  return state
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** A write whose condition does not hold is charged too: as one, because what is there is small. */
function unitsOf({ status, body }: Answer): number {
  if (status !== 200) return 1
  const { ConsumedCapacity: consumed = [] } = JSON.parse(body.toString()) as {
    ConsumedCapacity?: Capacity | Capacity[]
  }
  return [consumed].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0)
}

interface Capacity {
  readonly CapacityUnits: number
}

/** The most calls of which each began when the one before it had ended: what had to wait for each other. */
export function roundsIn(calls: readonly Pick<CountedCall, 'startedAt' | 'endedAt'>[]): number {
  let rounds = 0
  let free = Number.NEGATIVE_INFINITY
  for (const { startedAt, endedAt } of calls.toSorted((one, other) => one.endedAt - other.endedAt)) {
    if (startedAt < free) continue
    rounds += 1
    free = endedAt
  }
  return rounds
}
