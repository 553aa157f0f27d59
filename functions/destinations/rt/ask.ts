import type * as z from 'zod'
import { DeliveryEnded, rejection } from '../../contracts/delivery-ended.ts'
import type { DeliveryContext } from '../../contracts/destination.ts'
import { httpOutcome } from '../../kits/http/http-outcome.ts'
import type { RtSettings } from './settings.ts'

/** What a request to RT needs; a delivery has it, and a probe. */
export type Asking = Pick<DeliveryContext<RtSettings>, 'settings' | 'fetch' | 'signal' | 'now'>

/**
 * One request to REST 2.0.
 *
 * @param path below `/REST/2.0/`
 */
export function ask(
  { settings, fetch, signal }: Asking,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
): Promise<Response> {
  return fetch(`${settings.url}/REST/2.0/${path}`, {
    method,
    headers: {
      authorization: authorization(settings.credentials),
      accept: 'application/json',
      'user-agent': 'netzdialog/1',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal,
  })
}

function authorization(credentials: RtSettings['credentials']): string {
  if ('token' in credentials) return `token ${credentials.token}`
  return `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`
}

/** The JSON of an answer with that status. @throws DeliveryEnded for every other */
export async function readAnswer<Read>(
  answer: Response,
  status: number,
  schema: z.ZodType<Read>,
  context: Asking,
): Promise<Read> {
  if (answer.status !== status) throw refusal(answer, context)
  const value = await jsonOf(answer)
  // A login page or a gateway's greeting comes with 200 too.
  if (value === undefined) throw wrongEndpoint(answer)
  const read = schema.safeParse(value)
  if (!read.success) throw rejection('unreadable_answer', `answered ${status} with JSON of another shape`)
  return read.data
}

/** `undefined` where it is none. */
export async function jsonOf(answer: Response): Promise<unknown> {
  try {
    return JSON.parse(await answer.text())
  } catch {
    return undefined
  }
}

/** Why an answer is none that was hoped for. */
export function refusal(answer: Response, { now }: Asking): DeliveryEnded {
  if (answer.ok || answer.status === 404 || answer.status === 405) return wrongEndpoint(answer)
  const outcome = httpOutcome(answer, now())
  // To a log-in or to another address, whatever is sent.
  const redirects = answer.status < 400 && outcome.status === 'rejected'
  return new DeliveryEnded(redirects ? { ...outcome, scope: 'destination' } : outcome)
}

function wrongEndpoint({ status }: Response): DeliveryEnded {
  const reason = `answered ${status}, as REST 2.0 never would: check url`
  return rejection('wrong_endpoint', reason, 'destination')
}
