import type { PlatformSender, SignedRequest } from '../../bin/local/senders/contract.ts'
import { followPointer } from '../../bin/local/senders/follow-pointer.ts'
import type {
  NormalizeResult,
  PlatformAdapter,
  PlatformWorld,
  WebhookRequest,
} from '../../functions/contracts/platform.ts'
import { Proven, readableHeaders } from '../../functions/contracts/proven.ts'
import { MalformedPayload } from '../../functions/core/errors.ts'
import { plainSettings } from '../../functions/core/settings.ts'

/** When every request of the tests is received: fixtures keep their times. */
export const receivedAt = '2026-11-20T19:43:22.105Z'

/** An adapter together with the platform's side of it. */
export interface Wiring<Settings = unknown> {
  readonly adapter: PlatformAdapter<Settings>
  readonly sender: PlatformSender
  /** Settings of the deployment file; none unless told. */
  readonly settings?: Record<string, unknown>
  /** What the adapter may ask of the world; without it, nobody answers. */
  readonly world?: PlatformWorld
}

/** For adapters that ask nobody. */
export const emptyWorld: PlatformWorld = {
  fetch: async (url) => {
    throw new Error(`nobody is at ${url}: give the platform under test a world`)
  },
  remember: async (_, value) => value,
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
export function localSettings<Settings>(wiring: Wiring<Settings>): Settings {
  const { localSettings, localSecrets } = wiring.sender
  return wiring.adapter.settings.parse({ ...localSettings, ...wiring.settings, ...localSecrets })
}

/** Signs, verifies and normalizes; anything thrown but `MalformedPayload` is the test's failure. */
export async function readSigned<Settings>(wiring: Wiring<Settings>, payload: Uint8Array): Promise<Outcome> {
  const settings = localSettings(wiring)
  const proven = await Proven.byVerifying(signedRequest(wiring, payload), (request) =>
    wiring.adapter.verify(request, settings, wiring.world ?? emptyWorld),
  )
  const read = await followPointer(wiring.adapter, wiring.sender, { proven, payload, settings })
  return outcomeOf(() => wiring.adapter.normalize(read, { settings, receivedAt }))
}

/** What the same request comes to when it is read from quarantine, where no proof is kept and no key is at hand. */
export async function readFromQuarantine(wiring: Wiring, payload: Uint8Array): Promise<Outcome> {
  const { adapter, settings: written = {} } = wiring
  const came = await Proven.byVerifying(signedRequest(wiring, payload), () => {})
  const { body, headers } = await followPointer(adapter, wiring.sender, {
    proven: came,
    payload,
    settings: localSettings(wiring),
  })
  const kept = Proven.fromQuarantine({ body, headers: new Headers(readableHeaders(headers)) })
  const settings = plainSettings(adapter.settings).parse(written)
  return outcomeOf(() => adapter.normalize(kept, { settings, receivedAt }))
}

async function outcomeOf(read: () => NormalizeResult | Promise<NormalizeResult>): Promise<Outcome> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof MalformedPayload) return { malformed: error.code }
    throw error
  }
}

export function expectResult(outcome: Outcome): NormalizeResult {
  if ('malformed' in outcome) throw new Error(`expected a result, got MalformedPayload ${outcome.malformed}`)
  return outcome
}
