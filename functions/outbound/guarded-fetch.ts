import { lookup } from 'node:dns'
import { type Agent, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Fetch } from '../contracts/destination.ts'
import { errorCode, RequestFailed } from '../core/errors.ts'
import { keepConnections } from './connections.ts'
import { publicLookup, refusePrivateHost } from './public-lookup.ts'
import { readResponse } from './read-response.ts'
import { requestFailure } from './request-failure.ts'

export interface GuardedFetchOptions {
  /** @default false: `http:` fails with `insecure_url` */
  readonly allowHttp?: boolean
  /** @default false: hosts outside the public internet fail with `private_address` */
  readonly allowPrivateAddresses?: boolean
  /** PEM certificates to trust. @default the public authorities */
  readonly ca?: string
  /** Bytes of a body that are kept. @default 64 kB */
  readonly maxBodyBytes?: number
  /** How names become addresses. @default the system's resolver */
  readonly resolve?: LookupFunction
  /** Milliseconds. @default the system's clock */
  readonly now?: () => number
}

/**
 * The `fetch` of destinations; its connections are kept, so make one per function. It rejects with RequestFailed:
 * `insecure_url`, `invalid_url`, `invalid_request`, `private_address`, `invalid_status`, `aborted`, `ETIMEDOUT`
 * (a signal's time-out too), or the code of Node: `ECONNREFUSED`, `ENOTFOUND`, `ECONNRESET`, `CERT_HAS_EXPIRED`, ….
 */
export function createGuardedFetch(options: GuardedFetchOptions = {}): Fetch {
  // The built-in fetch takes a look-up from an `undici` Agent only, and that package adds 520 kB to the bundle; this file 4.
  const connections = keepConnections(options.ca, options.now ?? Date.now)
  const resolve = options.resolve ?? lookup
  const guardedLookup = options.allowPrivateAddresses ? resolve : publicLookup(resolve)

  return async function guardedFetch(url, init) {
    const target = readTarget(url, options)
    const agent = connections.agentFor(target.protocol)
    const request: GuardedRequest = { ...init, target, agent, lookup: guardedLookup, sent: false }
    try {
      return await readResponse(await send(request), options.maxBodyBytes)
    } catch (error) {
      throw failure(error, request)
    }
  }
}

type GuardedRequest = Parameters<Fetch>[1] & {
  readonly target: URL
  readonly agent: Agent
  readonly lookup: LookupFunction
  /** From when the connection stands: the request is written to it at once. */
  sent: boolean
}

function readTarget(url: string, { allowHttp, allowPrivateAddresses }: GuardedFetchOptions): URL {
  const target = URL.parse(url)
  if (!target)
    throw new RequestFailed('invalid_url', 'the url cannot be read: correct the settings', {
      uncertain: false,
    })
  if (target.protocol !== 'https:' && !(allowHttp && target.protocol === 'http:'))
    throw new RequestFailed('insecure_url', `the url begins with ${target.protocol}: use https`, {
      uncertain: false,
    })
  if (!allowPrivateAddresses) refusePrivateHost(target.hostname)
  return target
}

function send(request: GuardedRequest): Promise<IncomingMessage> {
  const { target, method, headers, body, agent, lookup, signal } = request
  const secure = target.protocol === 'https:'
  const start = secure ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const outgoing = start(target, { method, headers, agent, lookup, signal })
    outgoing.on('response', resolve)
    // Stays on for good: a connection may fail again after its response, and nobody else listens.
    outgoing.on('error', reject)
    outgoing.on('socket', (socket) => {
      if (outgoing.reusedSocket) request.sent = true
      else
        socket.once(secure ? 'secureConnect' : 'connect', () => {
          request.sent = true
        })
    })
    outgoing.end(body)
  })
}

/** What http.request throws at headers that cannot be sent. */
const unsendable = /^ERR_(HTTP_)?INVALID_/

function failure(error: unknown, { sent, signal }: GuardedRequest): RequestFailed {
  const unsent = !sent && unsendable.test(errorCode(error))
  return requestFailure(error, { signal, uncertain: sent, ...(unsent && { code: 'invalid_request' }) })
}
