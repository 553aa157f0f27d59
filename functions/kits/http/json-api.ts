import type * as z from 'zod'
import { DeliveryEnded, rejection } from '../../contracts/delivery-ended.ts'
import type { DeliveryContext, DeliveryOutcome } from '../../contracts/destination.ts'
import { compact } from '../../core/compact.ts'
import { errorCode } from '../../core/errors.ts'
import { parseJson } from '../../core/json.ts'
import { failureOutcome, httpOutcome } from './http-outcome.ts'
import { RequestRefused } from './request-refused.ts'

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH'
  /** Behind the base, with its query. */
  readonly path: string
  readonly json?: unknown
  /** In place of `json`. */
  readonly body?: { readonly type: string; readonly content: string | Uint8Array }
  readonly headers?: Readonly<Record<string, string>>
  /** Statuses beside a 2xx that the caller sees to itself. */
  readonly expected?: readonly number[] | 'every'
}

export interface ApiResponse {
  readonly status: number
  readonly headers: Headers
  /** Cut at 64 kB, so that it may be no whole JSON. */
  readonly text: string
  /** What the body holds; `undefined` where it is no JSON of that form. */
  json<Value>(schema: z.ZodType<Value>): Value | undefined
}

/** Sends a request. @throws DeliveryEnded without a response, RequestRefused at a status that is not expected */
export type JsonApi = (request: ApiRequest) => Promise<ApiResponse>

/** Signs a request in: sends it with an `authorization`, as often as that takes. */
export type SignIn = (send: (authorization: string) => Promise<Response>) => Promise<Response>

export interface ApiOptions {
  /** What every path is appended to. */
  readonly base: string
  /** Left out where requests sign themselves in by their bodies. */
  readonly signIn?: SignIn
  /** Of `json` bodies. */
  readonly jsonType?: string
  /** What a refusal means where the system does not keep to HTTP. @param outcome what it means by HTTP */
  readonly judge?: (response: ApiResponse, outcome: DeliveryOutcome) => DeliveryOutcome
}

export type ApiContext = Pick<DeliveryContext<unknown>, 'fetch' | 'signal' | 'now'>

/** The JSON API of one system. */
export function jsonApi(context: ApiContext, { base, signIn, jsonType, judge }: ApiOptions): JsonApi {
  const { fetch, signal, now } = context
  return async ({ method = 'GET', path, json, body, headers, expected = [] }) => {
    const type = json === undefined ? body?.type : (jsonType ?? 'application/json')
    const content = json === undefined ? body?.content : JSON.stringify(json)
    const send = (authorization?: string) =>
      fetch(`${base}${path}`, {
        method,
        headers: compact({
          accept: 'application/json',
          'user-agent': 'netzdialog/1',
          authorization,
          'content-type': type,
          ...headers,
        }),
        ...(content !== undefined && { body: content }),
        signal,
      })
    const { raw, text } = await received(async () => (signIn ? signIn(send) : send()))
    const { status } = raw
    const response = { status, headers: raw.headers, text, json: readerOf(text) }
    if (raw.ok || expected === 'every' || expected.includes(status)) return response
    const outcome = refusalOutcome(raw, now())
    throw new RequestRefused(status, judge?.(response, outcome) ?? outcome)
  }
}

async function received(send: () => Promise<Response>): Promise<{ raw: Response; text: string }> {
  try {
    const raw = await send()
    return { raw, text: await raw.text() }
  } catch (error) {
    throw error instanceof DeliveryEnded ? error : new DeliveryEnded(failureOutcome(error), errorCode(error))
  }
}

function readerOf(text: string): ApiResponse['json'] {
  return (schema) => {
    const read = parsed(text)
    return read && schema.safeParse(read.value).data
  }
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: parseJson(text) }
  } catch {
    return undefined
  }
}

/** Nobody but the operator can mend an address where the API is not, or one that sends on to a log-in. */
function refusalOutcome(response: Response, now: Date): DeliveryOutcome {
  const { status } = response
  if (status === 404 || status === 405) return wrongEndpoint(status).outcome
  const outcome = httpOutcome(response, now)
  return status < 400 && outcome.status === 'rejected' ? { ...outcome, scope: 'destination' } : outcome
}

/** What a response has that the system's API never would. */
export function wrongEndpoint(status: number): DeliveryEnded {
  return rejection('wrong_endpoint', `answered ${status}, as its API never would: check url`, 'destination')
}

/**
 * What a success holds.
 *
 * @throws DeliveryEnded where it is no JSON, as of a log-in page or a gateway's greeting, or JSON of another form
 */
export function readResponse<Value>(response: ApiResponse, schema: z.ZodType<Value>): Value {
  const { status, text } = response
  const value = response.json(schema)
  if (value !== undefined) return value
  if (!parsed(text)) throw wrongEndpoint(status)
  throw rejection('unreadable_answer', `answered ${status} with JSON of another shape`)
}
