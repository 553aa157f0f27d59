import type { IncomingMessage } from 'node:http'
import { RequestFailed } from '../core/errors.ts'

/** Bytes of an answer that are kept. */
export const answerLimit = 64 * 1024

/** Answers whose Response may have no body, not even an empty one. */
const withoutBody = new Set([204, 205, 304])

/** Makes a Response of an answer, its body cut at 64 kB: what follows is not read, and the connection closes. */
export async function readAnswer(answer: IncomingMessage): Promise<Response> {
  const status = answer.statusCode ?? 0
  if (status < 200 || status > 599)
    throw new RequestFailed('invalid_status', `answered ${status}: not a status of HTTP`, { uncertain: true })
  const body = await readBody(answer)
  return new Response(withoutBody.has(status) ? null : body, { status, headers: headersOf(answer) })
}

async function readBody(answer: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const body = new Uint8Array(answerLimit)
  let length = 0
  for await (const chunk of answer) {
    const part: Uint8Array = chunk
    body.set(part.subarray(0, answerLimit - length), length)
    length = Math.min(answerLimit, length + part.length)
    // Leaving the loop destroys the stream.
    if (length === answerLimit) break
  }
  return body.slice(0, length)
}

function headersOf(answer: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(answer.headersDistinct))
    for (const value of values) headers.append(name, value)
  return headers
}
