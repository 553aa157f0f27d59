import type * as z from 'zod'
import type { Fetch } from '../../contracts/destination.ts'
import { errorCode } from '../../core/errors.ts'
import { parseJson } from '../../core/json.ts'

/** Why a question got no answer. */
export interface Problem {
  /** A sentence without a secret. */
  readonly problem: string
  /** Whether the system refused it; otherwise it said nothing, and may do so later. */
  readonly refused: boolean
}

/** Of a platform's API, what an operator's question came to. */
export type Answer<Value> = { readonly value: Value } | Problem

export interface Question<Value> {
  /** What the other side is called in a sentence. */
  readonly who: string
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly schema: z.ZodType<Value>
  /** What a refusal says of itself, beyond its status. */
  readonly reason?: (body: unknown) => string | undefined
  /** Whether a refusal passes by itself, where its status does not say so. */
  readonly passes?: (body: unknown) => boolean
}

const tooManyRequests = 429

/** Asks once. What a system answers may quote a token, so that nothing of its own words is told. */
export async function askApi<Value>(
  { who, url, method, headers = {}, body, schema, reason, passes }: Question<Value>,
  { fetch, signal }: { readonly fetch: Fetch; readonly signal: AbortSignal },
): Promise<Answer<Value>> {
  let response: Response
  let text: string
  try {
    response = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      ...(body !== undefined && { body }),
      signal,
    })
    text = await response.text()
  } catch (error) {
    return { problem: `${who} does not answer (${errorCode(error)})`, refused: false }
  }
  const read = readJson(text)
  if (!response.ok) {
    const why = reason?.(read)
    const refused = response.status < 500 && response.status !== tooManyRequests && !passes?.(read)
    return { problem: `${who} answers ${response.status}${why === undefined ? '' : `: ${why}`}`, refused }
  }
  const parsed = schema.safeParse(read)
  return parsed.success
    ? { value: parsed.data }
    : { problem: `${who} answers something else than documented`, refused: false }
}

function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
