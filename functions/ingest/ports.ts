import type { Fetch } from '../contracts/destination.ts'
import type { Announced, Platform, PlatformWorld } from '../contracts/platform.ts'
import type { ShieldKeys } from '../core/came-through-shield.ts'
import type { Clock, EventQueue, MarkingStore, Telemetry } from '../core/ports.ts'

/** What becomes of a result needs, whichever way the request came. */
export interface AcceptPorts {
  readonly platform: Platform
  /** Whether files that lie with the platform are fetched. @default false */
  readonly fetches?: boolean
  /** Whether files are scanned for malware before anybody gets them. @default false */
  readonly scans?: boolean
  readonly queue: EventQueue
  readonly store: MarkingStore
  readonly telemetry: Telemetry
  readonly now: Clock
}

export interface IngestPorts extends AcceptPorts, PlatformWorld {
  /** The keys of what stands before the API, where something does. */
  readonly shield?: (() => Promise<ShieldKeys>) | undefined
  readonly settings: () => Promise<unknown>
  /** Whether what webhooks only point to is fetched. @default false */
  readonly fetchesStored?: boolean
  /** `undefined` where the deployment takes nothing larger than a request. */
  readonly uploads?: UploadAddresses | undefined
}

/** Signed addresses that take an object each. */
export interface UploadAddresses {
  /** One that takes exactly the announced bytes, by PUT, for ten minutes. */
  addressOf(key: string, announced: Announced): Promise<UploadAddress>
}

export interface UploadAddress {
  readonly url: string
  /** What has to come along. */
  readonly headers: Readonly<Record<string, string>>
}

/** Mails in a bucket, where `store` of the same bucket has all else. */
export interface IncomingStore {
  /** @throws NotAccepted `mail_too_large`, before anything of it is read */
  open(key: string, maxBytes: number): Promise<IncomingObject | undefined>
  /** Removes the object if it still is that version; one that is gone is no error. */
  remove(key: string, version?: string): Promise<void>
}

export interface IncomingObject {
  readonly bytes: Uint8Array
  readonly writtenAt: Date
  /** Changes with the bytes. */
  readonly version: string | undefined
}

export interface CollectPorts extends AcceptPorts {
  /** Without secrets: nothing is proven here. */
  readonly settings: unknown
  readonly incoming: IncomingStore
  /** The only one whose events are believed. */
  readonly bucket: string
  /** What it takes to fetch mails that webhooks only point to; `undefined` where none are fetched. */
  readonly stored?: StoredPorts | undefined
}

export interface StoredPorts {
  /** With secrets. */
  readonly settings: () => Promise<unknown>
  /** Hands out one byte more than a mail may have. */
  readonly fetch: Fetch
}
