import { SESv2Client } from '@aws-sdk/client-sesv2'
import type { ProbeContext } from '../../contracts/destination.ts'
import { compact } from '../../core/compact.ts'
import type { MailSettings, SesSettings } from './settings.ts'

export interface SesAccess {
  readonly client: SESv2Client
  /** The answer to the last request, and what the request failed with. */
  readonly last: { answer?: Response; failure?: unknown }
}

/** What the SDK hands to what sends for it; both calls that are made have their body as text, if any. */
interface SdkRequest {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly query: Record<string, string | string[] | null>
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: string | Uint8Array
}

/** The SDK, one attempt a call, with deliver's `fetch` for its network: one guard, one time-out, one kind of failure. */
export function createSesAccess(
  { region, endpoint }: SesSettings,
  { fetch, signal }: Pick<ProbeContext<MailSettings>, 'fetch' | 'signal'>,
): SesAccess {
  const last: SesAccess['last'] = {}
  const requestHandler = {
    async handle({ protocol, hostname, port, path, query, method, headers, body }: SdkRequest) {
      const search = new URLSearchParams(
        Object.entries(query).flatMap(([name, value]) =>
          [value ?? ''].flat().map((each): [string, string] => [name, each]),
        ),
      ).toString()
      const origin = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`
      const url = `${origin}${path}${search && `?${search}`}`
      try {
        last.answer = await fetch(url, compact({ method, headers, body, signal }))
      } catch (error) {
        last.failure = error
        throw error
      }
      const { status: statusCode, headers: fields } = last.answer
      const answered = last.answer.clone().body ?? new Blob([]).stream()
      return { response: { statusCode, headers: Object.fromEntries(fields), body: answered } }
    },
  }
  const client = new SESv2Client(compact({ region, maxAttempts: 1, requestHandler, endpoint }))
  return { client, last }
}
