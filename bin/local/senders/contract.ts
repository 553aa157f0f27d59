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
  /** Settings of the deployment file that the adapter requires, as the samples and the tests need them. */
  readonly localSettings?: Record<string, unknown>
  /** Content type and signature as the platform sends them. `secrets` has the shape of `localSecrets`. */
  sign(payload: Uint8Array, secrets: Record<string, unknown>, now: Date): SignedRequest
  /** Where in the bucket the platform puts a payload, in place of posting it: `incoming/<platform>/…`. */
  keyOf?(payload: Uint8Array): string
  /** What the platform has to hand out of a payload to which its webhook only points; nothing where that brings it. */
  holds?(payload: Uint8Array): readonly HeldByPlatform[]
  /** What makes a stored sample a new contact; without it a sample is sent as it is, and counts once. */
  readonly renewal?: Renewal
}

/** Something that a platform hands out. */
export interface HeldByPlatform {
  readonly url: string
  /** Media type. */
  readonly type: string
  readonly body: Uint8Array
}

/** What a module of one's own exports as `sender`; `undefined` where that is none. */
export function senderOf(module: unknown): PlatformSender | undefined {
  const found = isRecord(module) ? module['sender'] : undefined
  return isSender(found) ? found : undefined
}

function isSender(value: unknown): value is PlatformSender {
  return isRecord(value) && isRecord(value['localSecrets']) && typeof value['sign'] === 'function'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** What is new in a sample each time it is sent: whatever the first group of a pattern matches, wherever it stands. */
export interface Renewal {
  /** Ids of messages. */
  readonly ids: readonly RegExp[]
  /** Ids of people and posts: kept when a sample is sent singly, others in a storm. */
  readonly varied: readonly RegExp[]
  /** What people are called, likewise. */
  readonly names: readonly RegExp[]
  /** Seconds or milliseconds since 1970, RFC 3339, RFC 5322; the newest becomes now. */
  readonly times: readonly RegExp[]
}
