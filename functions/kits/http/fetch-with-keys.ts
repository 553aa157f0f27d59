import type { Fetch } from '../../contracts/destination.ts'
import { RequestFailed } from '../../core/errors.ts'

const gone: ReadonlySet<number> = new Set([404, 410])
const refused: ReadonlySet<number> = new Set([401, 403])

export interface KeyedRequest {
  readonly url: string
  /** One at least; while one is changed, several. */
  readonly keys: readonly string[]
  /** A request's headers with one of the keys. */
  headersOf(key: string): Record<string, string>
}

/**
 * Gets something with the first key that has it: a key may be of an account that never had it.
 *
 * @returns `undefined` where no key has it, and one says that it is not there (404, 410)
 * @throws RequestFailed `http_<status>`, and what `fetch` throws
 */
export async function fetchWithKeys(
  { url, keys, headersOf }: KeyedRequest,
  { fetch, signal }: { readonly fetch: Fetch; readonly signal: AbortSignal },
): Promise<Uint8Array | undefined> {
  let status = 401
  let isGone = false
  for (const key of keys) {
    const response = await fetch(url, { method: 'GET', headers: headersOf(key), signal })
    if (response.status === 200) return new Uint8Array(await response.arrayBuffer())
    if (gone.has(response.status)) isGone = true
    else if (refused.has(response.status)) status = response.status
    else throw notAnswered(response.status)
  }
  if (isGone) return undefined
  throw notAnswered(status)
}

function notAnswered(status: number): RequestFailed {
  return new RequestFailed(`http_${status}`, `answered ${status}: tried again`, { uncertain: false })
}
