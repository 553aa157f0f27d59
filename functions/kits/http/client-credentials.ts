import * as z from 'zod'
import { DeliveryEnded, rejection } from '../../contracts/delivery-ended.ts'
import type { TokenCache } from '../../contracts/destination.ts'
import { basicAuthorization } from './credentials.ts'
import type { JsonApi, SignIn } from './json-api.ts'
import { withToken } from './with-token.ts'

export interface OAuthClient {
  /** Whose tokens they are: with the client’s id the name under which they are kept. */
  readonly issuer: string
  /** Behind the base of the API that gives them. */
  readonly path: string
  readonly clientId: string
  readonly clientSecret: string
  /** `json`: all in a JSON body. `form`: as RFC 6749, 2.3.1 and 4.4.2, has it. */
  readonly encoding: 'json' | 'form'
  /** Beside the grant type. */
  readonly parameters?: Readonly<Record<string, string | number>>
  /** Seconds that a token is good for where the response does not say. */
  readonly expiresInSeconds?: number
  /** What to check where it is refused: `clientId and clientSecret`. */
  readonly remedy: string
}

/** OAuth 2.0 client credentials, RFC 6749, 4.4. @param login the API that gives the tokens, itself not signed in */
export function clientCredentials(tokens: TokenCache, login: JsonApi, client: OAuthClient): SignIn {
  const name = `${client.issuer} ${client.clientId}`
  const obtain = () => obtainToken(login, client)
  return (send) => withToken(tokens, name, obtain, (token) => send(`Bearer ${token}`))
}

const granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().nullish() })

async function obtainToken(login: JsonApi, client: OAuthClient) {
  const { path, remedy, expiresInSeconds = 0 } = client
  const response = await login({ method: 'POST', path, ...tokenRequest(client), expected: [400, 401] })
  // OAuth's own statuses (RFC 6749, 5.2), for a client that is unknown, public or has another secret.
  if (response.status === 400 || response.status === 401)
    throw rejection(
      'credentials_refused',
      `answered ${response.status} to the OAuth client: check ${remedy}`,
      'destination',
    )
  const grant = response.json(granted)
  if (!grant)
    throw new DeliveryEnded({
      status: 'retry',
      reason: 'answered without an access token',
      scope: 'destination',
    })
  return { token: grant.access_token, expiresInSeconds: grant.expires_in ?? expiresInSeconds }
}

function tokenRequest({ clientId, clientSecret, encoding, parameters }: OAuthClient) {
  const grant = { grant_type: 'client_credentials', ...parameters }
  if (encoding === 'json') return { json: { ...grant, client_id: clientId, client_secret: clientSecret } }
  const fields = new URLSearchParams()
  for (const [key, value] of Object.entries(grant)) fields.set(key, String(value))
  return {
    headers: { authorization: basicAuthorization(clientId, clientSecret) },
    body: { type: 'application/x-www-form-urlencoded', content: fields.toString() },
  }
}
