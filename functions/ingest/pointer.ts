import * as z from 'zod'
import type { Platform } from '../contracts/platform.ts'
import { type Readable, readableHeaders } from '../contracts/proven.ts'
import { sha256 } from '../core/ids.ts'
import { parseJson } from '../core/json.ts'
import { pointerKey } from './incoming.ts'
import type { AcceptPorts } from './ports.ts'

const shape = z.object({ headers: z.record(z.string(), z.string()), body: z.base64() })

/**
 * Keeps a genuine webhook that points to a mail, and answers it with 200: what it points to is fetched by the function
 * that takes mails out of the bucket, again and again until it comes. Whoever sends the same again puts the same object.
 */
export async function keepPointer(
  { body, headers: given }: Readable,
  {
    platform,
    store,
    telemetry,
  }: Pick<AcceptPorts, 'store' | 'telemetry'> & { platform: Pick<Platform, 'name'> },
): Promise<Response> {
  const { 'webhook-id': _, ...headers } = readableHeaders(given)
  const kept = JSON.stringify({ headers, body: Buffer.from(body).toString('base64') })
  await store.put(pointerKey(platform.name, sha256(kept).slice(0, 32)), kept, 'application/json')
  telemetry.info('pointer_kept', { platform: platform.name })
  return Response.json({ pointers: 1 })
}

/** A pointer as it came. @throws where it is none */
export function readPointer(bytes: Uint8Array): Readable {
  const { headers, body } = shape.parse(parseJson(bytes))
  return { body: Buffer.from(body, 'base64'), headers: new Headers(headers) }
}
