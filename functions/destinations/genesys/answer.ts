import * as z from 'zod'
import { parseJson } from '../../core/json.ts'

/** An answer of Genesys Cloud, read. */
export interface Answer {
  readonly ok: boolean
  readonly status: number
  readonly headers: Headers
  /** Cut at 64 kB; `undefined` where it is no whole JSON. */
  readonly body: unknown
  /** Of a refusal: `missing.permissions`. */
  readonly code?: string
}

const errorBody = z.object({ code: z.string() })

/** @param answer cut at 64 kB, as deliver's `fetch` does */
export async function readAnswer(answer: Response): Promise<Answer> {
  const body = readJson(await answer.text())
  const code = answer.ok ? undefined : errorBody.safeParse(body).data?.code
  return { ok: answer.ok, status: answer.status, headers: answer.headers, body, ...(code && { code }) }
}

function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
