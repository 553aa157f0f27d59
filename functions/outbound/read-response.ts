import type { IncomingMessage } from 'node:http'
import { RequestFailed } from '../core/errors.ts'

/** Bytes of a body that are kept. */
const maxBodyBytes = 64 * 1024

/** Statuses whose Response may have no body, not even an empty one. */
const withoutBody = new Set([204, 205, 304])

/** Makes a Response of what Node received, its body cut at 64 kB: what follows is not read, and the connection closes. */
export async function readResponse(received: IncomingMessage): Promise<Response> {
  const status = received.statusCode ?? 0
  if (status < 200 || status > 599)
    throw new RequestFailed('invalid_status', `answered ${status}: not a status of HTTP`, { uncertain: true })
  const body = await readBody(received)
  return new Response(withoutBody.has(status) ? null : body, { status, headers: headersOf(received) })
}

async function readBody(received: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const body = new Uint8Array(maxBodyBytes)
  let length = 0
  for await (const chunk of received) {
    const part: Uint8Array = chunk
    body.set(part.subarray(0, maxBodyBytes - length), length)
    length = Math.min(maxBodyBytes, length + part.length)
    // Leaving the loop destroys the stream.
    if (length === maxBodyBytes) break
  }
  return body.slice(0, length)
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(headersDistinct))
    for (const value of values) headers.append(name, value)
  return headers
}
