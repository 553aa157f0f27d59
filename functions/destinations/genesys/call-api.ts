import type { DeliveryContext } from '../../contracts/destination.ts'
import { clientCredentials } from '../../kits/http/client-credentials.ts'
import { type ApiRequest, type ApiResponse, jsonApi } from '../../kits/http/json-api.ts'
import { refusalOutcome } from './refusal-outcome.ts'
import { type GenesysSettings, hostsOf } from './settings.ts'

export type ApiContext = Pick<
  DeliveryContext<GenesysSettings>,
  'settings' | 'tokens' | 'fetch' | 'signal' | 'now'
>

/**
 * Sends a request with a token, its path below `/api/v2/`.
 *
 * @throws DeliveryEnded for every response but a 2xx and those that are expected
 */
export function callApi(context: ApiContext, request: ApiRequest): Promise<ApiResponse> {
  const { region, clientId, clientSecret } = context.settings
  const { api, login } = hostsOf(region)
  const judge = (response: ApiResponse) => refusalOutcome(response, context.now())
  const signIn = clientCredentials(context.tokens, jsonApi(context, { base: login, judge }), {
    issuer: login,
    path: '/oauth/token',
    clientId,
    clientSecret,
    encoding: 'form',
    remedy: 'clientId, clientSecret and region',
  })
  return jsonApi(context, { base: `${api}/api/v2/`, signIn, judge })(request)
}
