import type * as z from 'zod'
import type { Attachment, ContactEvent } from '../../schemas/contact-event.ts'
import type { Fetch } from './destination.ts'
import type { PlatformOperator } from './platform-operator.ts'
import type { Proven, Readable } from './proven.ts'

/** A webhook as it came over the wire; nothing in it is believed until `verify` has proven it. */
export interface WebhookRequest {
  readonly method: string
  readonly query: URLSearchParams
  readonly headers: Headers
  /** The raw bytes, as signed. */
  readonly body: Uint8Array
  /** The clock that signatures with a time window are checked against. */
  readonly receivedAt: Date
}

export interface NormalizeContext<Settings> {
  /** Without its secret fields where a request is read from quarantine: reading needs no key. */
  readonly settings: Settings
  /** When ingest had the request: UTC, RFC 3339 with milliseconds. */
  readonly receivedAt: string
}

/** What a genuine body comes to; every part of it is in exactly one of the lists. */
export interface NormalizeResult {
  /** Valid against `schemas/contact-event.ts`, without `work`, in the order of the payload. */
  readonly events: ContactEvent[]
  /**
   * Deliberately not forwarded; `notice` where an operator should know, `daily` where once a day is enough of the
   * same. `what` and `why` quote no person.
   */
  readonly ignored: { what: string; why: string; notice?: boolean; daily?: boolean }[]
  /** Genuine and not understood: kept for an operator. `what` and `why` quote no person, `part` does. */
  readonly quarantined: { what: string; why: string; part: unknown }[]
  /** Attachments that came with the request; events refer to them by `key`. */
  readonly objects: { key: string; bytes: Uint8Array; type: string }[]
}

/** What an adapter may ask of the world before it knows whether a webhook is genuine, or answers it. */
export interface PlatformWorld {
  /** To the public internet alone, over https; bodies end at 64 kB. */
  readonly fetch: Fetch
  /**
   * Keeps for at least a day what a name stands for, unless it stands for something already. For proof that covers no body.
   *
   * @returns what it stands for: of two requests at once, the same for both. What it throws has the request sent again
   */
  remember(name: string, value: string): Promise<string>
}

/** What a request announces that is too large to be in it. */
export interface Announced {
  /** Bytes. */
  readonly size: number
  /** SHA-256 of them, lower-case hex. */
  readonly sha256: string
}

/** What is asked when a file is to be fetched. */
export interface AttachmentContext<Settings> {
  readonly settings: Settings
  /** As destinations have it, at the hosts of `attachmentHosts` alone. Rejects with `RequestFailed`: then it is asked again. */
  readonly fetch: Fetch
  /** Aborts when the time for this file is over. */
  readonly signal: AbortSignal
}

/** A request that brings a file: GET, at one of the `attachmentHosts`. */
export interface AttachmentRequest {
  readonly url: string
  /** Such as a token; they do not go to another host that the first one sends on to. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What is asked when a body is to be fetched that lies with the platform. */
export interface StoredContext<Settings> {
  readonly settings: Settings
  /** As destinations have it, at the `hosts` alone; bodies end one byte beyond `maxBytes`. Rejects with `RequestFailed`. */
  readonly fetch: Fetch
  /** What a mail may have. Of one with more, return what there is, as it came: it is not read, nor asked for again. */
  readonly maxBytes: number
  /** Aborts when the time for this body is over. */
  readonly signal: AbortSignal
}

/** Bodies that lie with the platform, to which its webhooks only point. */
export interface StoredBodies<Settings> {
  /** Whether a genuine request points to a body in place of bringing it. */
  isPointer(proven: Readable): boolean
  /** Hosts that hold the bodies, and those of the API that names them, written as `attachmentHosts` are. */
  readonly hosts: readonly string[]
  /**
   * The address of who wrote what a pointer points to, as far as it says. An erasure asks it of a pointer that `normalize`
   * makes no event of: where the person wrote, it goes; without it, the body is fetched, and the erasure meets that.
   */
  authorOf?(pointer: Readable): string | undefined
  /**
   * Fetches what a pointer points to: bytes and the headers to read them by, those of `readableHeaders`. What it throws
   * has the body asked for again.
   *
   * @returns `undefined` where the platform does not have it
   */
  fetch(pointer: Readable, context: StoredContext<Settings>): Promise<Readable | undefined>
}

/**
 * One platform: how its webhooks are proven, and what they mean.
 *
 * @typeParam Settings what `settings` parses to
 */
export interface PlatformAdapter<Settings> {
  /** The path segment of `/webhooks/:name`, and the `platform` of its events, unless it is a mail gateway (`email`). */
  readonly name: string
  /** What people call it, at most 60 characters: ingest writes it into each of its events, for nobody else can know. */
  readonly label: string
  /** Keys are lists, so that they can rotate, and marked `.meta({ secret: true })`: they come from the secret store. */
  readonly settings: z.ZodType<Settings>
  /** Answers the platform's own GET or HEAD; 403 where it fails. */
  handshake?(request: WebhookRequest, settings: Settings): Response
  /** Proves the raw bytes genuine, in constant time, against every key. @throws NotProven */
  verify(request: WebhookRequest, settings: Settings, world: PlatformWorld): void | Promise<void>
  /**
   * What a genuine request announces in place of bringing it: it is answered with an address that takes these very
   * bytes, and `normalize` reads them with the headers of the request once they are there. `undefined` where the request
   * brings what there is.
   *
   * @throws MalformedPayload where it cannot be told
   */
  announces?(proven: Proven): Announced | undefined
  /**
   * How bodies are fetched that lie with the platform. Where a deployment says so (`stored`), a pointer is answered when it
   * is kept, and `normalize` reads what was fetched in its place, with the headers that came with that; without it,
   * `normalize` reads the pointer.
   */
  readonly stored?: StoredBodies<Settings>
  /** Does what a genuine request asks for before its answer; what it throws has the request sent again. */
  confirm?(proven: Proven, settings: Settings, world: PlatformWorld): Promise<void>
  /** Reads proven bytes; pure: no clock, no network, no randomness. @throws MalformedPayload where nothing can be read */
  normalize(proven: Proven, context: NormalizeContext<Settings>): NormalizeResult | Promise<NormalizeResult>
  /**
   * Hosts that hold its files: `pbs.twimg.com`, and `.fbcdn.net` for whatever lies below that name. Where a deployment
   * says so, the files that its events name there are fetched soon after, by a function of its own; without it they
   * stay where they are.
   */
  readonly attachmentHosts?: readonly string[]
  /**
   * How a file is fetched that its `url` alone does not bring: one that needs a token, or one that the platform names by
   * an id, whose adapter gives it as `pending` with the id in `details`. @returns `undefined` where the platform has it
   * no longer
   */
  fetchAttachment?(
    attachment: Attachment,
    context: AttachmentContext<Settings>,
  ): Promise<AttachmentRequest | undefined>
  /**
   * What operators need of it and ingest does not. Import it when asked (`await import`), so that no cold start reads it.
   */
  operator?(): Promise<PlatformOperator<Settings>>
}

/** Any platform, the type of its settings erased. */
export type Platform = PlatformAdapter<unknown>
