import type { IncomingMessage } from 'node:http'
import { RequestFailed } from '../core/errors.ts'

/** Bytes of a body that are kept, unless more are wanted. */
const usualBodyBytes = 64 * 1024

/** Statuses whose Response may have no body, not even an empty one. */
const withoutBody = new Set([204, 205, 304])

/** Makes a Response of what Node received, its body cut: what follows is not read, and the connection closes. */
export async function readResponse(
  received: IncomingMessage,
  maxBodyBytes: number = usualBodyBytes,
): Promise<Response> {
  const status = received.statusCode ?? 0
  if (status < 200 || status > 599)
    throw new RequestFailed('invalid_status', `answered ${status}: not a status of HTTP`, { uncertain: true })
  const body = await readBody(received, maxBodyBytes)
  return new Response(withoutBody.has(status) ? null : body, { status, headers: headersOf(received) })
}

async function readBody(received: IncomingMessage, maxBodyBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of received) {
    const part: Uint8Array = chunk
    chunks.push(part.subarray(0, maxBodyBytes - length))
    length = Math.min(maxBodyBytes, length + part.length)
    // Leaving the loop destroys the stream.
    if (length === maxBodyBytes) break
  }
  const body = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    body.set(chunk, at)
    at += chunk.length
  }
  return body
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(headersDistinct))
    for (const value of values) headers.append(name, value)
  return headers
}
