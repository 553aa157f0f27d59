import * as z from 'zod'
import { DeliveryEnded } from '../../contracts/delivery-ended.ts'
import type { DeliveryContext, DeliveryOutcome } from '../../contracts/destination.ts'
import { errorCode } from '../../core/errors.ts'
import { parseJson } from '../../core/json.ts'
import { failureOutcome, httpOutcome } from '../../kits/http/http-outcome.ts'
import { withToken } from '../../kits/http/with-token.ts'
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

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Cut at 64 kB: what Zendesk repeats of a long text may be no whole JSON. */
  readonly text: string
}

/** Sends a request. @throws DeliveryEnded for every answer but a 2xx and those that are expected */
export type Zendesk = (call: Call) => Promise<Answer>

type ApiContext = Pick<DeliveryContext<ZendeskSettings>, 'settings' | 'tokens' | 'fetch' | 'signal' | 'now'>

/** An account's API, signed in as the settings say. */
export function openZendesk(context: ApiContext): Zendesk {
  return async (call) => {
    let answer: Response
    try {
      answer = await sendSigned(call, context)
    } catch (error) {
      if (error instanceof DeliveryEnded) throw error
      throw new DeliveryEnded(failureOutcome(error), errorCode(error))
    }
    if (!answer.ok && call.expected !== 'every' && !call.expected?.includes(answer.status))
      throw new DeliveryEnded(refusalOutcome(answer, context.now()))
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
}

function sendSigned(call: Call, context: ApiContext): Promise<Response> {
  const { email, apiToken, clientId } = context.settings
  if (email !== undefined)
    return send(call, `Basic ${Buffer.from(`${email}/token:${apiToken}`).toString('base64')}`, context)
  return withToken(
    context.tokens,
    `${context.settings.url} ${clientId}`,
    () => obtainToken(context),
    (token) => send(call, `Bearer ${token}`, context),
  )
}

function send(
  { method, path, json, file, idempotencyKey }: Call,
  authorization: string,
  { settings, fetch, signal }: ApiContext,
): Promise<Response> {
  const body = json === undefined ? file?.bytes : JSON.stringify(json)
  return fetch(settings.url + path, {
    method,
    headers: {
      accept: 'application/json',
      'user-agent': 'netzdialog/1',
      authorization,
      // Zendesk refuses POST and PUT without it, also where there is no body.
      ...(method !== 'GET' && { 'content-type': file?.type ?? 'application/json' }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    ...(body !== undefined && { body }),
    signal,
  })
}

const grant = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().nullish() })

/** Without `expires_in` Zendesk makes tokens that last for ever, one for every function that starts. */
const tokenSeconds = 7_200

async function obtainToken({ settings, fetch, signal, now }: ApiContext) {
  const { url, clientId, clientSecret } = settings
  const answer = await fetch(`${url}/oauth/tokens`, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'netzdialog/1',
    },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'read write',
      expires_in: tokenSeconds,
    }),
    signal,
  })
  // 400 and 401 are OAuth's own (RFC 6749, 5.2), for a client that is unknown, public or has another secret.
  if (answer.status === 400 || answer.status === 401)
    throw new DeliveryEnded({
      status: 'rejected',
      code: 'credentials_refused',
      reason: `answered ${answer.status} to the OAuth client: check clientId and clientSecret`,
      scope: 'destination',
    })
  if (!answer.ok) throw new DeliveryEnded(refusalOutcome(answer, now()))
  const granted = readJson(await answer.text(), grant)
  if (!granted)
    throw new DeliveryEnded({
      status: 'retry',
      reason: 'answered without an access token',
      scope: 'destination',
    })
  return { token: granted.access_token, expiresInSeconds: granted.expires_in ?? tokenSeconds }
}

function refusalOutcome(answer: Response, now: Date): DeliveryOutcome {
  const outcome = httpOutcome(answer, now)
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
function hasRequestsLeft({ headers }: Response): boolean {
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
