import type { Duplex } from 'node:stream'
import type * as z from 'zod'
import type { Attachment, RoutedEvent } from '../../schemas/contact-event.ts'

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
   * `progress`: steps that are done and need not be done again; the next attempt has it as `context.progress`.
   */
  | {
      status: 'retry'
      reason: string
      afterSeconds?: number
      scope?: 'message' | 'destination'
      uncertain?: boolean
      throttled?: boolean
      progress?: Progress
    }
  /**
   * Never. The message is parked; with `scope: 'destination'` everything for it waits instead. `response`: what the
   * system said, at most 200 characters in a line, which may quote a person: it is kept with the parked event alone.
   */
  | {
      status: 'rejected'
      code: string
      reason: string
      scope?: 'message' | 'destination'
      response?: string
    }

/** Ids and codes of an adapter's own, of steps that take effect one by one: uploads, parts of a long text. */
export type Progress = Readonly<Record<string, string>>

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

/**
 * A TCP connection under the same rule for private addresses as `fetch`, for protocols of another kind; TLS is the
 * caller's. The signal ends it, also when it stands. Rejects with `RequestFailed`, never uncertain.
 */
export type Connect = (host: string, port: number, signal: AbortSignal) => Promise<Duplex>

/** Access tokens, kept while the function is warm and fetched once however many ask for one at a time. */
export interface TokenCache {
  /** The token of that name, from `obtain` where none is known or it is about to expire. Rejects as `obtain` does. */
  get(name: string, obtain: () => Promise<{ token: string; expiresInSeconds: number }>): Promise<string>
  /** Drops a token that was refused, if it is still the one that is kept. */
  drop(name: string, token: string): void
}

export interface AttachmentAccess {
  /** The bytes of one that is `stored`; `undefined` where they are not there (any more). */
  read(attachment: Attachment): Promise<Uint8Array | undefined>
  /**
   * Where a person opens it: of a `stored` one an address of our own, signed and good for as long as the bytes are
   * kept; of a `remote` or `pending` one the platform's, which may expire sooner. `undefined` where there is none.
   */
  link(attachment: Attachment): string | undefined
}

export interface DeliveryContext<Settings> {
  readonly settings: Settings
  /** The same for every attempt, retry and replay of this event. */
  readonly idempotencyKey: string
  /** 1 for the first. */
  readonly attempt: number
  /** The ticket of `event.work.key`, where one is known. */
  readonly remote?: RemoteIds
  /** What it calls the message that this event edits, deletes or hides, where it was delivered. */
  readonly original?: RemoteIds
  /** What earlier attempts at this event have already done, as their outcomes said. */
  readonly progress?: Progress
  readonly attachments: AttachmentAccess
  readonly tokens: TokenCache
  readonly fetch: Fetch
  readonly connect: Connect
  /** PEM of the authorities to trust in TLS that an adapter does itself, in place of the public ones; `fetch` knows it. */
  readonly certificateAuthority?: string
  /** Aborts when deliver's time is over. */
  readonly signal: AbortSignal
  readonly now: () => Date
}

/** One thing that a probe has found out, as a sentence for an operator, with the remedy where it is not well. */
export interface ProbeFinding {
  readonly check: 'address' | 'certificate' | 'credentials' | 'signature' | 'rights' | 'look-up' | 'answer'
  readonly ok: boolean
  /** Quotes neither a secret nor a person. */
  readonly message: string
}

/** What a probe has: no event, for it brings none. */
export type ProbeContext<Settings> = Pick<
  DeliveryContext<Settings>,
  'settings' | 'tokens' | 'fetch' | 'connect' | 'certificateAuthority' | 'signal' | 'now'
>

/** AWS actions that an adapter needs beyond those of every destination, as an IAM statement has them. */
export interface Permission {
  readonly actions: readonly string[]
  readonly resources: readonly string[]
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
  /** Makes the system ready for one attempt at one event; asks it nothing yet. */
  open(context: DeliveryContext<Settings>): OpenDestination
  /**
   * What operators and deployments need of it and deliver does not. Import it when asked (`await import`), so that no
   * cold start reads it.
   */
  operator?(): Promise<DestinationOperator<Settings>>
}

/** A system during one attempt: at the event that its context was made for. */
export interface OpenDestination {
  /**
   * `event.work` is what to obey, but what it knows of is the `work.key`, not this destination: with effect `append`
   * and `reopen` the key has a ticket somewhere, yet a rule may have sent its first message elsewhere, or it was
   * parked. Where `context.remote` names no ticket, open one. Every other `append`, and `answer` and `withdraw`, opens
   * nothing: without a ticket there is nothing to append to, and the event counts as delivered.
   */
  deliver(event: RoutedEvent): Promise<DeliveryOutcome>
  /**
   * Looks for what an uncertain attempt may have left behind. Rejects with RequestFailed, or with `DeliveryEnded` (`delivery-ended.ts`)
   * and what the system answered: nothing is sent then, and what concerns the whole destination stops it.
   */
  findExisting?(event: RoutedEvent): Promise<RemoteIds | undefined>
}

/** The body that an event is sent as. */
export interface RebuiltBody {
  readonly contentType: string
  readonly text: string
}

export interface DestinationOperator<Settings> {
  /** Finds out whether settings and system fit, and leaves nothing there that a person would see. */
  probe?(context: ProbeContext<Settings>): Promise<ProbeFinding[]>
  /** What else its function must be allowed in AWS, from the settings in the deployment file. */
  permissions?(settings: Readonly<Record<string, unknown>>): readonly Permission[]
  /**
   * Makes again of an event what it is sent as, where that says all: of the event and of the settings in the deployment
   * file alone. Nothing of what was sent is kept in an account.
   */
  rebuild?(event: RoutedEvent, settings: Readonly<Record<string, unknown>>): RebuiltBody
}

/** Any destination, its types erased. */
export type Destination = DestinationAdapter<unknown>
