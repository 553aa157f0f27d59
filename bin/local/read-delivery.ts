import { CloudEvent, HTTP } from 'cloudevents'
import { Webhook } from 'standardwebhooks'

/** What a receiver of the `webhook` destination makes of a request. */
export type Delivery =
  | { status: 'verified'; id: string; event: unknown }
  | { status: 'unsigned' }
  | { status: 'no_event' }

/**
 * Verifies a delivery and reads its CloudEvent with the public packages, as a real receiver would: nothing of
 * what was sent is needed to check it.
 *
 * @param headers lower-case names
 */
export function readDelivery(headers: Record<string, string>, body: string, secret: string): Delivery {
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false })
  } catch {
    return { status: 'unsigned' }
  }
  const event = readEvent(headers, body)
  if (event === undefined) return { status: 'no_event' }
  return { status: 'verified', id: headers['webhook-id'] ?? '', event }
}

function readEvent(headers: Record<string, string>, body: string): unknown {
  try {
    const read = HTTP.toEvent({ headers: decodeAttributes(headers), body })
    if (Array.isArray(read)) return undefined
    const validated = new CloudEvent(read)
    // As it came: the package would write its time anew.
    return headers['ce-id'] === undefined ? JSON.parse(body) : validated.toJSON()
  } catch {
    return undefined
  }
}

/** The package leaves `ce-*` headers percent-encoded (HTTP binding 1.0, 3.1.3.2). */
function decodeAttributes(headers: Record<string, string>): Record<string, string> {
  const decoded = Object.entries(headers).map(([name, value]) => [
    name,
    name.startsWith('ce-') ? decodeURIComponent(value) : value,
  ])
  return Object.fromEntries(decoded)
}
