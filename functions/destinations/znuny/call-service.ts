import * as z from 'zod'
import type { DeliveryContext } from '../../contracts/destination.ts'
import { parsed, readServiceAnswer } from './read-service-answer.ts'
import { rejectedOutcome, ServiceRefused } from './service-refusal.ts'
import type { Operation, ZnunySettings } from './settings.ts'

export type ServiceContext = Pick<
  DeliveryContext<ZnunySettings>,
  'settings' | 'tokens' | 'fetch' | 'signal' | 'now'
>

export type Parameters = Readonly<Record<string, unknown>>

/**
 * One operation of the web service, as the agent. A session that it does not know any more (they end when idle, after
 * hours, and with another address of ours) is renewed once.
 *
 * @returns the body, which may have been cut
 * @throws ServiceRefused
 * @throws RequestFailed
 */
export async function callService(
  context: ServiceContext,
  operation: Exclude<Operation, 'session'>,
  parameters: Parameters,
): Promise<string> {
  const { settings, tokens } = context
  if (settings.login === 'each_request')
    return request(context, operation, { ...parameters, ...credentials(settings) })
  const session = await tokens.get('session', () => logIn(context))
  try {
    return await request(context, operation, { ...parameters, SessionID: session })
  } catch (error) {
    if (!(error instanceof ServiceRefused && error.why === 'login')) throw error
    tokens.drop('session', session)
    const renewed = await tokens.get('session', () => logIn(context))
    return request(context, operation, { ...parameters, SessionID: renewed })
  }
}

/** Shorter than the two hours after which Znuny ends an idle session. */
const sessionSeconds = 3600
const created = z.looseObject({ SessionID: z.string().min(1) })

export async function logIn(context: ServiceContext): Promise<{ token: string; expiresInSeconds: number }> {
  const answer = created.safeParse(parsed(await request(context, 'session', credentials(context.settings))))
  if (!answer.success) throw unexpected('session')
  return { token: answer.data.SessionID, expiresInSeconds: sessionSeconds }
}

function credentials({ userLogin, password }: ZnunySettings) {
  return { UserLogin: userLogin, Password: password }
}

async function request(
  { settings, fetch, signal, now }: ServiceContext,
  operation: Operation,
  { TicketID, ...parameters }: Parameters,
): Promise<string> {
  const { method, path } = settings.routes[operation]
  const inPath = path.includes(ticketPlace)
  const body = { ...parameters, ...(TicketID !== undefined && !inPath && { TicketID }) }
  const answer = await fetch(settings.url + path.replace(ticketPlace, encodeURIComponent(String(TicketID))), {
    method,
    headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'netzdialog/1' },
    body: JSON.stringify(body),
    signal,
  })
  return readServiceAnswer(answer, now())
}

const ticketPlace = ':TicketID'

/** A success that does not look like one: another operation lies on the route. */
export function unexpected(operation: Operation): ServiceRefused {
  return new ServiceRefused(
    'service',
    rejectedOutcome('wrong_operation', `answered something else: check routes.${operation}`, 'destination'),
  )
}
