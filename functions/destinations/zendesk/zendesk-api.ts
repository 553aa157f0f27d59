import * as z from 'zod'
import type { DeliveryOutcome, ProbeContext } from '../../contracts/destination.ts'
import { clientCredentials } from '../../kits/http/client-credentials.ts'
import { signInWith } from '../../kits/http/credentials.ts'
import { type ApiResponse, type JsonApi, jsonApi } from '../../kits/http/json-api.ts'
import { searchableId } from '../../kits/ticketing/searchable-id.ts'
import type { ZendeskSettings } from './settings.ts'

/** An account's API, signed in as the settings say. */
export function openZendesk(context: Omit<ProbeContext<ZendeskSettings>, 'connect'>): JsonApi {
  const { url, email, apiToken = '', clientId = '', clientSecret = '' } = context.settings
  const signIn =
    email === undefined
      ? clientCredentials(context.tokens, jsonApi(context, { base: url, judge }), {
          issuer: url,
          path: '/oauth/tokens',
          clientId,
          clientSecret,
          encoding: 'json',
          parameters: { scope: 'read write', expires_in: tokenSeconds },
          expiresInSeconds: tokenSeconds,
          remedy: 'clientId and clientSecret',
        })
      : signInWith({ user: `${email}/token`, password: apiToken }, 'Basic')
  return jsonApi(context, { base: `${url}/api/v2`, signIn, judge })
}

/** Without `expires_in` Zendesk makes tokens that last for ever, one for every function that starts. */
const tokenSeconds = 7_200

const remedies = new Map([
  [403, 'check role of the API user, and scopes of the OAuth client'],
  [404, 'check url, which must be the account’s own address'],
])

function judge({ status, headers }: ApiResponse, outcome: DeliveryOutcome): DeliveryOutcome {
  const remedy = remedies.get(status)
  if (outcome.status === 'rejected' && remedy !== undefined)
    return { ...outcome, reason: `answered ${status}: ${remedy}` }
  // Every answer tells what the account has left in this minute; a 429 with some left is about one endpoint.
  const left = headers.get('ratelimit-remaining') ?? headers.get('x-rate-limit-remaining')
  if (outcome.status !== 'retry' || status !== 429 || !(Number(left) > 0)) return outcome
  // 30 updates of one ticket in 10 minutes: nothing that any other ticket has to wait for.
  const { throttled: _, ...own } = outcome
  return { ...own, scope: 'message' }
}

/** Ids are numbers, in answers and requests. */
export const zendeskId = z.number().transform(String)

/** Printable ASCII without comma, which separates ids in queries. */
const plain = /^[\x21-\x2b\x2d-\x7e]{1,255}$/

/** An id of ours as tickets and people keep it. */
export const externalId = (id: string): string => searchableId(id, plain)
