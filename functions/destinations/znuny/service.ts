import * as z from 'zod'
import { type DeliveryEnded, rejection } from '../../contracts/delivery-ended.ts'
import type { DeliveryContext, DeliveryOutcome } from '../../contracts/destination.ts'
import { unlessEndedWith } from '../../kits/delivery/ended-with.ts'
import { rejectedOutcome } from '../../kits/http/http-outcome.ts'
import { type ApiResponse, jsonApi, wrongEndpoint } from '../../kits/http/json-api.ts'
import { withToken } from '../../kits/http/with-token.ts'
import { readRefusal } from './service-refusal.ts'
import type { Operation, ZnunySettings } from './settings.ts'

type ServiceContext = Pick<DeliveryContext<ZnunySettings>, 'settings' | 'tokens' | 'fetch' | 'signal' | 'now'>

/** Shorter than the two hours after which Znuny ends an idle session. */
const sessionSeconds = 3600
const created = z.looseObject({ SessionID: z.string().min(1) })
const failed = z.looseObject({
  Error: z.looseObject({ ErrorCode: z.string(), ErrorMessage: z.string().default('') }),
})
const ticketPlace = ':TicketID'

export type ZnunyService = ReturnType<typeof openService>

/** The web service, used as the agent. */
export function openService(context: ServiceContext) {
  const { settings, tokens } = context
  const { url, userLogin, password, routes, login } = settings
  const credentials = { UserLogin: userLogin, Password: password }
  const api = jsonApi(context, { base: url, jsonType: 'application/json; charset=utf-8', judge })

  function request(operation: Operation, { TicketID, ...parameters }: Readonly<Record<string, unknown>>) {
    const { method, path } = routes[operation]
    const inBody = TicketID !== undefined && !path.includes(ticketPlace)
    return api({
      method,
      path: path.replace(ticketPlace, encodeURIComponent(String(TicketID))),
      json: { ...parameters, ...(inBody && { TicketID }) },
    })
  }

  async function logIn() {
    const session = successOf(await request('session', credentials)).json(created)
    if (!session) throw unexpected('session')
    return { token: session.SessionID, expiresInSeconds: sessionSeconds }
  }

  return {
    settings,
    logIn,
    /** @throws DeliveryEnded also for what the operation says no to */
    async call(operation: Exclude<Operation, 'session'>, parameters: Readonly<Record<string, unknown>>) {
      if (login === 'each_request')
        return successOf(await request(operation, { ...parameters, ...credentials }))
      const send = (SessionID: string) => request(operation, { ...parameters, SessionID })
      // Sessions end when idle, after hours, and with another address of ours.
      return successOf(await withToken(tokens, 'session', logIn, send, isLoginRefused))
    },
  }
}

function isLoginRefused({ json }: ApiResponse): boolean {
  return json(failed)?.Error.ErrorCode.endsWith('.AuthFail') ?? false
}

/** All functional errors have status 200, too. */
function successOf(response: ApiResponse): ApiResponse {
  if (!response.text.startsWith('{')) throw wrongEndpoint(response.status)
  const error = response.json(failed)?.Error
  if (error) throw readRefusal(error.ErrorCode, error.ErrorMessage)
  return response
}

const unknownRoute = /^HTTP::REST Error while determine Operation/
const undecoded = /^(Error while decoding request content|Could not read input data)/

function judge({ status, text }: ApiResponse, outcome: DeliveryOutcome): DeliveryOutcome {
  if (status === 500 && unknownRoute.test(text)) {
    const remedy = 'import the web service or check routes'
    const reason = `answered 500: no operation has this route and method, ${remedy}`
    return rejectedOutcome('no_such_route', reason, 'destination')
  }
  if (status === 500 && undecoded.test(text))
    return rejectedOutcome('not_decoded', 'answered 500: it cannot decode the request')
  if (status !== 413) return outcome
  const remedy = 'lower maxAttachmentMegabytes, or let its web server take larger requests'
  return rejectedOutcome('message_too_large', `answered 413: ${remedy}`)
}

/** A success that does not look like one: another operation lies on the route. */
export function unexpected(operation: Operation): DeliveryEnded {
  return rejection('wrong_operation', `answered something else: check routes.${operation}`, 'destination')
}

/** What is answered, `undefined` where the agent has no access or there is no such ticket: Znuny says the same. */
export function unlessDenied<Result>(result: Promise<Result>): Promise<Result | undefined> {
  return unlessEndedWith('access_denied', result)
}
