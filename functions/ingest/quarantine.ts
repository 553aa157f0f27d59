import type { WebhookRequest } from '../contracts/platform.ts'
import { readableHeaders } from '../contracts/proven.ts'
import { sha256 } from '../core/ids.ts'
import type { ObjectStore } from '../core/ports.ts'
import type { AcceptPorts } from './ports.ts'

/**
 * Keeps a genuine body that was not wholly understood: `quarantine/<platform>/<day>/<hash of body and kept headers>.body`
 * and, after it, a note with the reasons. Today's adapter can read it again: event ids are deterministic, so what went
 * through the first time is not sent twice.
 */
export async function quarantine(
  request: WebhookRequest,
  parts: readonly { what: string; why: string }[],
  { platform, store, telemetry }: Pick<AcceptPorts, 'platform' | 'telemetry'> & { store: ObjectStore },
): Promise<void> {
  const receivedAt = request.receivedAt.toISOString()
  const headers = readableHeaders(request.headers)
  // The same mail comes once for each mailbox, told apart by its envelope alone.
  const hash = sha256(JSON.stringify([sha256(request.body), headers])).slice(0, 32)
  const key = `quarantine/${platform.name}/${receivedAt.slice(0, 10)}/${hash}`
  const note = { platform: platform.name, receivedAt, size: request.body.length, headers, parts }
  await store.put(`${key}.body`, request.body, 'application/octet-stream')
  await store.put(`${key}.json`, JSON.stringify(note), 'application/json')
  telemetry.count('Quarantined', parts.length)
  telemetry.warn('quarantined', { platform: platform.name, key, parts: parts.length })
}
