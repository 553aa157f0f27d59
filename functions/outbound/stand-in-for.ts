import type { Fetch } from '../contracts/destination.ts'

/**
 * The `fetch` of the local run: whatever is asked of a platform's host is asked of the stand-in on this machine, which
 * finds the host as the first part of the path.
 */
export function standInFor(filesUrl: string, fetch: Fetch): Fetch {
  return (url, init) => {
    const { hostname, pathname, search } = new URL(url)
    return fetch(`${filesUrl}/${hostname}${pathname}${search}`, init)
  }
}
