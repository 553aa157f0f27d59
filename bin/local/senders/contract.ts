/** A payload turned into the request that the platform would make of it. */
export interface SignedRequest {
  readonly method: 'POST'
  readonly headers: Record<string, string>
  readonly body: Uint8Array
}

/** The platform's side of a webhook, for the local run, `netzdialog send` and the tests. */
export interface PlatformSender {
  /** What the local secret store holds for the platform's adapter: fixed, so that anyone can sign by hand. */
  readonly localSecrets: Record<string, unknown>
  /** Content type and signature as the platform sends them. `secrets` has the shape of `localSecrets`. */
  sign(payload: Uint8Array, secrets: Record<string, unknown>, now: Date): SignedRequest
}
