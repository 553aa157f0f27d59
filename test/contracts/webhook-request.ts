import type { PlatformSender, SignedRequest } from '../../bin/local/senders/contract.ts'
import type { NormalizeResult, PlatformAdapter, WebhookRequest } from '../../functions/contracts/platform.ts'
import { MalformedPayload } from '../../functions/core/errors.ts'

/** When every request of the tests is received: fixtures keep their times. */
export const receivedAt = '2026-11-20T19:43:22.105Z'

/** An adapter together with the platform's side of it. */
export interface Wiring<Settings = unknown, Proven = unknown> {
  readonly adapter: PlatformAdapter<Settings, Proven>
  readonly sender: PlatformSender
  /** Settings of the deployment file; none unless told. */
  readonly settings?: Record<string, unknown>
}

/** What genuine bytes come to: the adapter's result, or the code of its refusal to read them at all. */
export type Outcome = NormalizeResult | { malformed: string }

export function webhookRequest(signed: SignedRequest): WebhookRequest {
  return {
    method: signed.method,
    query: new URLSearchParams(),
    headers: new Headers(signed.headers),
    body: signed.body,
    receivedAt: new Date(receivedAt),
  }
}

export function signedRequest({ sender }: Pick<Wiring, 'sender'>, payload: Uint8Array): WebhookRequest {
  return webhookRequest(sender.sign(payload, sender.localSecrets, new Date(receivedAt)))
}

/** The adapter's settings as the local run has them: those of the deployment file and the local secrets. */
export function localSettings<Settings, Proven>(wiring: Wiring<Settings, Proven>): Settings {
  return wiring.adapter.settings.parse({ ...wiring.settings, ...wiring.sender.localSecrets })
}

/** Signs, verifies and normalizes; anything thrown but `MalformedPayload` is the test's failure. */
export async function readSigned<Settings, Proven>(
  wiring: Wiring<Settings, Proven>,
  payload: Uint8Array,
): Promise<Outcome> {
  const settings = localSettings(wiring)
  const proven = await wiring.adapter.verify(signedRequest(wiring, payload), settings)
  try {
    return await wiring.adapter.normalize(proven, { settings, receivedAt })
  } catch (error) {
    if (error instanceof MalformedPayload) return { malformed: error.code }
    throw error
  }
}

export function expectResult(outcome: Outcome): NormalizeResult {
  if ('malformed' in outcome) throw new Error(`expected a result, got MalformedPayload ${outcome.malformed}`)
  return outcome
}
