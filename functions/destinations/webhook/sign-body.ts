import { createHmac } from 'node:crypto'
import { signingKey } from './settings.ts'

/**
 * The three headers of Standard Webhooks 1.0 over the exact bytes of `body`, one signature per secret.
 *
 * @param id the same for every attempt; without a dot, which separates it from the time
 */
export function signBody(
  body: Uint8Array,
  id: string,
  at: Date,
  secrets: readonly string[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signatures = secrets.map((secret) => {
    const digest = createHmac('sha256', signingKey(secret))
      .update(`${id}.${timestamp}.`)
      .update(body)
      .digest('base64')
    return `v1,${digest}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
