import type * as z from 'zod'
import type { RoutedEvent } from '../../schemas/contact-event.ts'

/** What a destination calls things: kept in the ledger and handed back with later events of the same `work.key`. */
export interface RemoteIds {
  readonly ticket?: string | undefined
  readonly message?: string | undefined
  readonly url?: string | undefined
}

export type DeliveryOutcome =
  /** Taken. `deduplicated`: it had it already. `degraded`: what could not be shown as it was (codes). */
  | { status: 'delivered'; remote?: RemoteIds; deduplicated?: boolean; degraded?: string[] }
  /** Not now. `uncertain`: it may have been taken all the same. `scope: 'destination'`: nothing else would get through either. */
  | {
      status: 'retry'
      reason: string
      afterSeconds?: number
      scope?: 'message' | 'destination'
      uncertain?: boolean
    }
  /** Never. The message is parked; with `scope: 'destination'` everything for it waits instead. */
  | { status: 'rejected'; code: string; reason: string; scope?: 'message' | 'destination' }

export interface DestinationLimits {
  /** Longest text in UTF-16 code units. */
  readonly text?: number
  /** Largest single attachment in bytes. */
  readonly attachment?: number
  readonly requestsPerSecond?: number
  readonly canEdit: boolean
  readonly canDelete: boolean
  readonly holds: 'public' | 'private' | 'both'
}

/**
 * `fetch` as deliver hands it out: no redirects, no private addresses unless configured, answers cut at 64 kB.
 * Rejects with `RequestFailed` (`functions/core/errors.ts`) and nothing else.
 */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string | Uint8Array; signal?: AbortSignal },
) => Promise<Response>

export interface DeliveryContext<Settings> {
  readonly settings: Settings
  /** The same for every attempt, retry and replay of this event. */
  readonly idempotencyKey: string
  /** 1 for the first. */
  readonly attempt: number
  /** The ticket of `event.work.key`, where one is known. */
  readonly remote?: RemoteIds
  readonly fetch: Fetch
  /** Aborts when deliver's time is over. */
  readonly signal: AbortSignal
  readonly now: () => Date
}

/**
 * One kind of CRM or ACD: how a contact event gets into it. Deliver retries and parks, never the adapter;
 * a `reason` says what the system answered and quotes neither a person nor a secret.
 */
export interface DestinationAdapter<Settings> {
  readonly name: string
  /** Fields marked `.meta({ secret: true })` come from the secret store; masking and docs derive from the mark. */
  readonly settings: z.ZodType<Settings>
  readonly limits: DestinationLimits
  deliver(event: RoutedEvent, context: DeliveryContext<Settings>): Promise<DeliveryOutcome>
  /** Looks for what an uncertain attempt may have left behind. */
  findExisting?(event: RoutedEvent, context: DeliveryContext<Settings>): Promise<RemoteIds | undefined>
}

/** Any destination, its types erased. */
export type Destination = DestinationAdapter<unknown>
