import { channel } from 'node:diagnostics_channel'
import type { DeliveryContext, Fetch, TokenCache } from '../contracts/destination.ts'
import { errorCode } from '../core/errors.ts'
import { secretFields } from '../core/settings.ts'
import type { DeliverPorts } from './attempt.ts'

/** One request that was made for an event, as it was sent: with secrets and with customers' words. */
export interface WatchedRequest {
  readonly destination: string
  readonly eventId: string
  readonly attempt: number
  readonly at: Date
  readonly ms: number
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Of the response; without one, `code` says why. */
  readonly status?: number
  readonly code?: string
  /** What must not be shown of it: secret settings, and tokens that were made of them. */
  readonly secrets: readonly string[]
}

/** Where requests are told. In an account nobody listens, so that nothing is made or kept of them; the local run does. */
export const requestChannel = 'netzdialog.requests'
const requests = channel(requestChannel)

interface Watched {
  readonly eventId: string
  readonly attempt: number
  readonly settings: unknown
}

/** The `fetch` and the `tokens` of an attempt, whose requests are told where somebody listens. */
export function watchRequests(
  { eventId, attempt, settings }: Watched,
  { fetch, tokens, adapter, config }: Pick<DeliverPorts, 'fetch' | 'tokens' | 'adapter' | 'config'>,
): Pick<DeliveryContext<unknown>, 'fetch' | 'tokens'> {
  if (!requests.hasSubscribers) return { fetch, tokens }
  const obtained = new Set<string>()
  const watchedTokens: TokenCache = {
    ...tokens,
    async get(name, obtain) {
      const token = await tokens.get(name, obtain)
      obtained.add(token)
      return token
    },
  }
  const watchedFetch: Fetch = async (url, init) => {
    const at = new Date()
    const tell = (came: Pick<WatchedRequest, 'status' | 'code'>) => {
      const { method, headers, body } = init
      const ms = Date.now() - at.getTime()
      const secrets = [...secretsOf(settings, secretFields(adapter.settings)), ...obtained]
      const told = {
        destination: config.name,
        eventId,
        attempt,
        at,
        ms,
        method,
        url,
        headers,
        secrets,
        ...came,
      }
      const request: WatchedRequest = body === undefined ? told : { ...told, body }
      requests.publish(request)
    }
    try {
      const response = await fetch(url, init)
      tell({ status: response.status })
      return response
    } catch (error) {
      tell({ code: errorCode(error) })
      throw error
    }
  }
  return { fetch: watchedFetch, tokens: watchedTokens }
}

function secretsOf(settings: unknown, fields: readonly string[]): string[] {
  if (typeof settings !== 'object' || settings === null) return []
  const values = new Map(Object.entries(settings))
  return fields.flatMap((name) => textsIn(values.get(name)))
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
