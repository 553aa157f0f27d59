import type { Connect, Fetch } from '../contracts/destination.ts'
import type { GuardedConnectOptions } from './guarded-connect.ts'
import type { GuardedFetchOptions } from './guarded-fetch.ts'

/** `createGuardedFetch`, loaded at the first request: an import of `node:http` reads all of Node's own fetch, 20 ms. */
export function fetchWhenUsed(options: GuardedFetchOptions): Fetch {
  let loading: Promise<Fetch> | undefined
  return async (url, init) => {
    loading ??= import('./guarded-fetch.ts').then(({ createGuardedFetch }) => createGuardedFetch(options))
    return (await loading)(url, init)
  }
}

/** `createGuardedConnect`, loaded at the first connection: few destinations speak anything but HTTP. */
export function connectWhenUsed(options: GuardedConnectOptions): Connect {
  let loading: Promise<Connect> | undefined
  return async (host, port, signal) => {
    loading ??= import('./guarded-connect.ts').then(({ createGuardedConnect }) =>
      createGuardedConnect(options),
    )
    return (await loading)(host, port, signal)
  }
}
