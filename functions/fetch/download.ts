import type { Fetch } from '../contracts/destination.ts'
import type { AttachmentRequest } from '../contracts/platform.ts'
import { errorCode } from '../core/errors.ts'
import { isAllowedAddress } from '../core/is-allowed-address.ts'
import { reasons } from './reasons.ts'

/** Bytes, why there will never be any, or that it may be tried again, not before so many seconds. */
export type Download =
  | { readonly bytes: Uint8Array }
  | { readonly state: 'rejected' | 'unavailable'; readonly reason: string }
  | { readonly again: true; readonly afterSeconds?: number }

export interface DownloadOptions {
  readonly hosts: readonly string[]
  readonly maxBytes: number
  readonly signal: AbortSignal
  /** Hands out one byte more than may be. */
  readonly fetch: Fetch
}

const maxRedirects = 3
/** Codes of requests that never come to another end. */
const forbidden = new Set(['private_address', 'insecure_url', 'invalid_url', 'invalid_request'])
const gone = new Set([404, 410])
const redirects = new Set([301, 302, 303, 307, 308])

/** Fetches a file, within its limits and from nowhere but the platform's hosts, wherever the first one sends on to. */
export async function download(request: AttachmentRequest, options: DownloadOptions): Promise<Download> {
  let address = URL.parse(request.url)
  let { headers } = request
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    if (!address || !isAllowedAddress(address, options.hosts)) return unavailable(reasons.elsewhere)
    let response: Response
    try {
      response = await options.fetch(address.href, {
        method: 'GET',
        // Whatever is packed would have to be unpacked, to nobody knows which size.
        headers: { ...headers, accept: '*/*', 'accept-encoding': 'identity' },
        signal: options.signal,
      })
    } catch (error) {
      return forbidden.has(errorCode(error)) ? unavailable(reasons.elsewhere) : { again: true }
    }
    if (!redirects.has(response.status)) return judge(response, headers !== undefined, options)
    const next = URL.parse(response.headers.get('location') ?? '', address.href)
    if (next?.host !== address.host) headers = undefined
    address = next
  }
  return unavailable(reasons.elsewhere)
}

async function judge(
  response: Response,
  hasToken: boolean,
  { maxBytes }: Pick<DownloadOptions, 'maxBytes'>,
): Promise<Download> {
  const { status, headers } = response
  if (status === 200) {
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (bytes.length > maxBytes) return { state: 'rejected', reason: reasons.tooLarge }
    if (bytes.length === 0) return unavailable(reasons.empty)
    const packed = headers.get('content-encoding') ?? 'identity'
    return packed.trim().toLowerCase() === 'identity'
      ? { bytes }
      : { state: 'rejected', reason: reasons.packed }
  }
  if (gone.has(status)) return unavailable(reasons.gone)
  // A token that is refused may be put right; an address that is signed has run out.
  if (isPassing(status) || (status === 401 && hasToken)) return { again: true, ...waitOf(headers) }
  return unavailable(reasons.refused)
}

function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500
}

const seconds = /^\d{1,6}$/

function waitOf(headers: Headers): { afterSeconds?: number } {
  const given = headers.get('retry-after')?.trim() ?? ''
  return seconds.test(given) ? { afterSeconds: Math.min(maxWaitSeconds, Number(given)) } : {}
}

/** A link lives for hours: whoever asks for more than that asks for good. */
const maxWaitSeconds = 3600

function unavailable(reason: string): Download {
  return { state: 'unavailable', reason }
}
