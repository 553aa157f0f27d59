import * as z from 'zod'
import { DeliveryEnded, rejection } from '../../contracts/delivery-ended.ts'
import type { DeliveryContext } from '../../contracts/destination.ts'
import { failureOutcome } from '../../kits/http/http-outcome.ts'
import { withToken } from '../../kits/http/with-token.ts'
import { type Answer, readAnswer } from './answer.ts'
import { refusalOutcome } from './refusal-outcome.ts'
import { type GenesysSettings, hostsOf } from './settings.ts'

export interface Call {
  readonly method: 'GET' | 'PATCH' | 'POST'
  /** Below `/api/v2/`, with its query. */
  readonly path: string
  readonly json?: unknown
}

export type ApiContext = Pick<
  DeliveryContext<GenesysSettings>,
  'settings' | 'tokens' | 'fetch' | 'signal' | 'now'
>

/**
 * Sends a request, with a token.
 *
 * @param expected refusals that the caller sees to itself
 * @throws DeliveryEnded for every answer but a 2xx and those that are expected
 */
export async function callApi(
  context: ApiContext,
  call: Call,
  expected: readonly number[] = [],
): Promise<Answer> {
  const answer = await askApi(context, call)
  if (answer.ok || expected.includes(answer.status)) return answer
  throw new DeliveryEnded(refusalOutcome(answer, context.now()))
}

/** Sends a request, with a token, and takes every answer. @throws DeliveryEnded without one, and without a token */
export async function askApi(context: ApiContext, { method, path, json }: Call): Promise<Answer> {
  const { settings, tokens, fetch, signal } = context
  const { api, login } = hostsOf(settings.region)
  try {
    const answer = await withToken(
      tokens,
      `${login} ${settings.clientId}`,
      () => obtainToken(context),
      (token) =>
        fetch(`${api}/api/v2/${path}`, {
          method,
          headers: {
            accept: 'application/json',
            'user-agent': 'netzdialog/1',
            authorization: `Bearer ${token}`,
            ...(json !== undefined && { 'content-type': 'application/json' }),
          },
          ...(json !== undefined && { body: JSON.stringify(json) }),
          signal,
        }),
    )
    return await readAnswer(answer)
  } catch (error) {
    throw error instanceof DeliveryEnded ? error : new DeliveryEnded(failureOutcome(error))
  }
}

const granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })

/** OAuth 2.0 client credentials, RFC 6749, 4.4. */
async function obtainToken({ settings, fetch, signal, now }: ApiContext) {
  const { clientId, clientSecret, region } = settings
  const answer = await readAnswer(
    await fetch(`${hostsOf(region).login}/oauth/token`, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'user-agent': 'netzdialog/1',
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
      signal,
    }),
  )
  if (answer.status === 400 || answer.status === 401)
    throw rejection(
      'credentials_refused',
      `answered ${answer.status} to the OAuth client: check clientId, clientSecret and region`,
      'destination',
    )
  if (!answer.ok) throw new DeliveryEnded(refusalOutcome(answer, now()))
  const { data } = granted.safeParse(answer.body)
  if (!data)
    throw new DeliveryEnded({
      status: 'retry',
      reason: 'answered without an access token',
      scope: 'destination',
    })
  return { token: data.access_token, expiresInSeconds: data.expires_in }
}
