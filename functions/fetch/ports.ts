import type { Fetch } from '../contracts/destination.ts'
import type { Platform } from '../contracts/platform.ts'
import type { Ledger } from '../core/ledger.ts'
import type { Clock, EventQueue, Randomness, RemovingStore, Telemetry } from '../core/ports.ts'

/** `waiting`: there is none yet. `unscanned`: there will never be one. */
export type Scan = 'waiting' | 'clean' | 'malware' | 'unscanned'

/** A platform whose files are fetched. */
export interface FetchedPlatform {
  readonly adapter: Pick<Platform, 'attachmentHosts' | 'fetchAttachment'>
  readonly settings: () => Promise<unknown>
  /** Limit of one file. */
  readonly maxBytes: number
}

export interface FetchPorts {
  readonly ledger: Ledger
  readonly store: RemovingStore
  /** `contacts`, by which route hears what became of files. */
  readonly contacts: EventQueue
  /** `undefined` where nothing is fetched of it any more. */
  readonly platformOf: (name: string) => Promise<FetchedPlatform | undefined>
  /** Follows no redirect, reaches no private address; a body longer than that many bytes comes cut. */
  readonly download: (maxBytes: number) => Fetch
  /** What a scan for malware came to; `undefined` where files are not scanned. */
  readonly scanned: ((key: string) => Promise<Scan>) | undefined
  /** Whether there is time left for one more file. */
  readonly mayStart: () => boolean
  readonly telemetry: Telemetry
  readonly now: Clock
  readonly random: Randomness
  readonly retryCapSeconds: number
}
