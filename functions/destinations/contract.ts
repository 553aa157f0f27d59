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
  /**
   * Not now. `uncertain`: it may have been taken all the same. `scope: 'destination'`: nothing else would get
   * through either; `'message'`: it is this message alone (a conflict, a lock); without it a run of failures of
   * several messages stops the destination. `throttled`: it has had too many requests, all are slowed down.
   */
  | {
      status: 'retry'
      reason: string
      afterSeconds?: number
      scope?: 'message' | 'destination'
      uncertain?: boolean
      throttled?: boolean
    }
  /** Never. The message is parked; with `scope: 'destination'` everything for it waits instead. */
  | { status: 'rejected'; code: string; reason: string; scope?: 'message' | 'destination' }

export interface DestinationLimits {
  /** Longest text in UTF-16 code units. */
  readonly text?: number
  /** Largest single attachment in bytes. */
  readonly attachment?: number
  /** What the system allows one client; a deployment may set less. All functions together keep to it. */
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

/** One thing that a probe has found out, as a sentence for an operator, with the remedy where it is not well. */
export interface ProbeFinding {
  readonly about: 'address' | 'certificate' | 'credentials' | 'signature' | 'rights' | 'look-up' | 'answer'
  readonly well: boolean
  /** Quotes neither a secret nor a person. */
  readonly sentence: string
}

/** What a probe has: no event, for it brings none. */
export type ProbeContext<Settings> = Pick<DeliveryContext<Settings>, 'settings' | 'fetch' | 'signal' | 'now'>

/**
 * One kind of CRM or ACD: how a contact event gets into it. Deliver retries and parks, never the adapter;
 * a `reason` says what the system answered and quotes neither a person nor a secret.
 *
 * `event.work` is what to obey, but what it knows of is the `work.key`, not this destination: with effect `append`
 * and `reopen` the key has a ticket somewhere, yet a rule may have sent its first message elsewhere, or it was
 * parked. Where `context.remote` names no ticket, open one. Every other `append`, and `answer` and `withdraw`, opens
 * nothing: without a ticket there is nothing to append to, and the event counts as delivered.
 */
export interface DestinationAdapter<Settings> {
  readonly name: string
  /** Fields marked `.meta({ secret: true })` come from the secret store; masking and docs derive from the mark. */
  readonly settings: z.ZodType<Settings>
  readonly limits: DestinationLimits
  deliver(event: RoutedEvent, context: DeliveryContext<Settings>): Promise<DeliveryOutcome>
  /** Looks for what an uncertain attempt may have left behind. */
  findExisting?(event: RoutedEvent, context: DeliveryContext<Settings>): Promise<RemoteIds | undefined>
  /** Finds out whether settings and system fit, and leaves nothing there that a person would see. */
  probe?(context: ProbeContext<Settings>): Promise<ProbeFinding[]>
}

/** Any destination, its types erased. */
export type Destination = DestinationAdapter<unknown>
