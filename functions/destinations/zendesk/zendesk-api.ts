import * as z from 'zod'
import type { DeliveryContext, DeliveryOutcome } from '../../contracts/destination.ts'
import { parseJson } from '../../core/json.ts'
import { clientCredentials } from '../../kits/http/client-credentials.ts'
import { signInWith } from '../../kits/http/credentials.ts'
import { type ApiResponse, type JsonApi, jsonApi, type SignIn } from '../../kits/http/json-api.ts'
import type { ZendeskSettings } from './settings.ts'

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** From `/`, with its query. */
  readonly path: string
  readonly json?: unknown
  readonly file?: { readonly type: string; readonly bytes: Uint8Array }
  readonly idempotencyKey?: string
  /** Refusals that the caller sees to itself. */
  readonly expected?: readonly number[] | 'every'
}

/** What Zendesk repeats of a long text may be no whole JSON. */
export type Answer = ApiResponse

/** Sends a request. @throws DeliveryEnded for every answer but a 2xx and those that are expected */
export type Zendesk = (call: Call) => Promise<Answer>

type OpenContext = Pick<DeliveryContext<ZendeskSettings>, 'settings' | 'tokens' | 'fetch' | 'signal' | 'now'>

/** An account's API, signed in as the settings say. */
export function openZendesk(context: OpenContext): Zendesk {
  const options = { base: context.settings.url, judge: refusalOutcome }
  const zendesk = jsonApi(context, { ...options, signIn: signInAs(context, jsonApi(context, options)) })
  return ({ file, idempotencyKey, ...request }) =>
    zendesk({
      ...request,
      ...(file && { body: { type: file.type, content: file.bytes } }),
      ...(idempotencyKey !== undefined && { headers: { 'idempotency-key': idempotencyKey } }),
    })
}

/** Without `expires_in` Zendesk makes tokens that last for ever, one for every function that starts. */
const tokenSeconds = 7_200

function signInAs({ settings, tokens }: OpenContext, login: JsonApi): SignIn {
  const { url, email, apiToken = '', clientId = '', clientSecret = '' } = settings
  if (email !== undefined) return signInWith({ user: `${email}/token`, password: apiToken }, 'Basic')
  return clientCredentials(tokens, login, {
    issuer: url,
    path: '/oauth/tokens',
    clientId,
    clientSecret,
    encoding: 'json',
    parameters: { scope: 'read write', expires_in: tokenSeconds },
    expiresInSeconds: tokenSeconds,
    remedy: 'clientId and clientSecret',
  })
}

function refusalOutcome(answer: Answer, outcome: DeliveryOutcome): DeliveryOutcome {
  if (answer.status === 404)
    return {
      status: 'rejected',
      code: 'wrong_endpoint',
      reason: 'answered 404: check url, which must be the account’s own address',
      scope: 'destination',
    }
  if (outcome.status === 'rejected' && answer.status === 403)
    return { ...outcome, reason: 'answered 403: check role of the API user, and scopes of the OAuth client' }
  if (outcome.status !== 'retry' || answer.status !== 429 || !hasRequestsLeft(answer)) return outcome
  // 30 updates of one ticket in 10 minutes: nothing that any other ticket has to wait for.
  const { throttled: _, ...own } = outcome
  return { ...own, scope: 'message' }
}

/** Every answer tells what the account has left in this minute; a 429 with some left is about one endpoint. */
function hasRequestsLeft({ headers }: Answer): boolean {
  const left = headers.get('ratelimit-remaining') ?? headers.get('x-rate-limit-remaining')
  return left !== null && Number(left) > 0
}

/** What a body holds; `undefined` where it is no JSON of that form. */
export function readJson<Value>(text: string, schema: z.ZodType<Value>): Value | undefined {
  try {
    return schema.safeParse(parseJson(text)).data
  } catch {
    return undefined
  }
}

/** Ids are numbers, in answers and requests. */
export const zendeskId = z.number().transform(String)
