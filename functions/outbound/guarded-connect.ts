import { lookup } from 'node:dns'
import { connect, type LookupFunction } from 'node:net'
import type { Connect } from '../contracts/destination.ts'
import { bareHost, publicLookup, refusePrivateHost } from './public-lookup.ts'
import { requestFailure } from './request-failure.ts'

export interface GuardedConnectOptions {
  /** @default false: hosts outside the public internet fail with `private_address` */
  readonly allowPrivateAddresses?: boolean
  /** How names become addresses. @default the system's resolver */
  readonly resolve?: LookupFunction
}

/**
 * The TCP connections of destinations whose protocol is not HTTP. Rejects with RequestFailed: `private_address`,
 * `aborted`, `ETIMEDOUT` (a signal's time-out too), or the code of Node. The signal ends the connection too.
 */
export function createGuardedConnect(options: GuardedConnectOptions = {}): Connect {
  const resolve = options.resolve ?? lookup
  const guardedLookup = options.allowPrivateAddresses ? resolve : publicLookup(resolve)

  return async function guardedConnect(host, port, signal) {
    if (!options.allowPrivateAddresses) refusePrivateHost(host)
    return new Promise((connected, failed) => {
      const fail = (error: unknown) => failed(requestFailure(error, { signal, uncertain: false }))
      if (signal.aborted) return fail(signal.reason)
      const socket = connect({ host: bareHost(host), port, lookup: guardedLookup, signal })
      // Stays on for good: a connection may break while its user is not listening yet, or no longer.
      socket.on('error', fail)
      socket.once('connect', () => connected(socket))
    })
  }
}
