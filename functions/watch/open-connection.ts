import type { Fetch } from '../contracts/destination.ts'
import type { Platform } from '../contracts/platform.ts'
import type { ConnectionCheck, MailWay } from '../contracts/platform-operator.ts'
import type { Clock } from '../core/ports.ts'

/** For one question. */
const questionMs = 10_000

/** One platform's side of the connection. */
export interface Connection {
  /** @throws Misconfigured where the platform's secret cannot be used */
  check(): Promise<ConnectionCheck[]>
}

export interface ConnectionParts {
  readonly adapter: Platform
  /** Unchecked, as an operator wrote them; `undefined` where there are none. */
  readonly credentials: unknown
  /** Those that lie in the platform's secret included: asked for where looking takes credentials. */
  readonly settings: () => Promise<unknown>
  /** Those of the deployment alone. */
  readonly plain: Readonly<Record<string, unknown>>
  readonly webhookUrl: string
  readonly mail?: MailWay | undefined
}

export interface ConnectionPorts {
  readonly fetch: Fetch
  readonly now: Clock
  /** Ends all of it. @default never */
  readonly end?: AbortSignal
}

/**
 * What `doctor` and the watch look at: the same for both.
 *
 * @returns `undefined` where the adapter has nothing that could be looked at; what is wrong with the credentials as text
 */
export async function openConnection(
  { adapter, credentials, settings, plain, webhookUrl, mail }: ConnectionParts,
  { fetch, now, end }: ConnectionPorts,
): Promise<Connection | { readonly wrong: string } | undefined> {
  const operator = await adapter.operator?.()
  if (!operator) return undefined
  const isKeyless = operator.credentials.safeParse(undefined).success
  if (credentials === undefined && !isKeyless)
    return { check: async () => [withoutCredentials(adapter.name)] }
  const given = operator.credentials.safeParse(isKeyless ? undefined : credentials)
  if (!given.success)
    return {
      wrong: given.error.issues
        .map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`)
        .join('; '),
    }
  return {
    async check() {
      const looking = operator.check({
        settings: isKeyless ? plain : await settings(),
        credentials: given.data,
        webhookUrl,
        fetch,
        // Between looking and mending, a person may think for a while.
        get signal() {
          const question = AbortSignal.timeout(questionMs)
          return end ? AbortSignal.any([end, question]) : question
        },
        now,
        ...(mail && { mail }),
      })
      return end ? Promise.race([looking, failAt(end)]) : looking
    },
  }
}

/** What an adapter waits for may have no end of its own. */
function failAt(end: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  if (end.aborted) reject(end.reason)
  else end.addEventListener('abort', () => reject(end.reason), { once: true })
  return promise
}

function withoutCredentials(platform: string): ConnectionCheck {
  return {
    about: 'webhook',
    ok: false,
    unknown: 'needs',
    message: `nobody has looked at ${platform}: that takes credentials, which its page in docs/platforms names`,
  }
}
