import type { Announced } from '../contracts/platform.ts'
import { type Proven, readableHeaders } from '../contracts/proven.ts'
import { sha256 } from '../core/ids.ts'
import { incomingKey, maxIncomingBytes, ticketOf } from './incoming.ts'
import type { IngestPorts } from './ports.ts'

/**
 * Answers what is announced with an address that takes it: 201, the address in `location`, and in the body with the
 * headers that have to come along. Nothing is accepted by that. Whoever announces the same again gets an address of the
 * same object.
 *
 * 413: larger than can be taken, or the deployment takes nothing larger than a request.
 */
export async function issueUploadAddress(
  proven: Proven,
  announced: Announced,
  {
    platform,
    store,
    uploads,
    telemetry,
    now,
  }: Pick<IngestPorts, 'platform' | 'store' | 'uploads' | 'telemetry' | 'now'>,
): Promise<Response> {
  const { size } = announced
  if (!uploads || size > maxIncomingBytes) {
    telemetry.warn('too_large', { platform: platform.name, size })
    const most = uploads ? `the most is ${maxIncomingBytes}` : 'and uploads are not enabled here'
    return Response.json({ message: `${size} bytes are announced, ${most}` }, { status: 413 })
  }
  const { 'webhook-id': _, 'content-type': __, ...headers } = readableHeaders(proven.headers)
  const key = incomingKey(platform.name, sha256(JSON.stringify([announced.sha256, headers])).slice(0, 32))
  // The time gives each ticket a version of its own: who removes one does not remove the next.
  const ticket = { ...announced, headers, issuedAt: now().toISOString() }
  await store.put(ticketOf(key), JSON.stringify(ticket), 'application/json')
  const upload = await uploads.addressOf(key, announced)
  return Response.json(
    { upload },
    { status: 201, headers: { location: upload.url, 'cache-control': 'no-store' } },
  )
}
