/**
 * The ledger: what has been done, and what must be known to do the rest. Every write merges fields, every
 * value is absolute (no counters, no appends), so that repeating a step changes nothing.
 */
import * as z from 'zod'

const instant = z.iso.datetime()
const person = z.object({ id: z.string(), role: z.string().optional() })
const remoteIds = z.object({
  ticket: z.string().optional(),
  message: z.string().optional(),
  url: z.string().optional(),
})

export const rowSchemas = {
  /** Key: event id. Route has put it on every chosen queue. */
  processed: z.object({ at: instant, generation: z.number() }),
  /** Key: conversation id. */
  conversation: z.object({
    newestAt: instant.optional(),
    startedBy: person.optional(),
    /** Of mails: hashes of the addresses that wrote or were written to. */
    people: z.array(z.string()).optional(),
  }),
  /** Key: message id. Also the tombstone of an edit or deletion that came before its message. */
  message: z.object({
    conversationId: z.string().optional(),
    workKey: z.string().optional(),
    surface: z.string().optional(),
    direction: z.string().optional(),
    author: person.optional(),
    createdBy: z.string().optional(),
    editedFirst: z.boolean().optional(),
    deletedAt: instant.optional(),
    /** This id names one version of an edited message; that one has the rest. */
    versionOf: z.string().optional(),
    /** Destinations that have it: its edits and its deletion go there too, whatever the rules say of those. */
    sentTo: z.array(z.string()).optional(),
    toMany: z.boolean().optional(),
  }),
  /** Key: `work.key`. `live`: the customer's messages to the company that have not been taken back. */
  work: z.object({
    openedBy: z.string().optional(),
    live: z.array(z.string()).optional(),
    answered: z.boolean().optional(),
  }),
  /** Key: `<destination>#<work.key>`. */
  ticket: remoteIds,
  /** Key: `<destination>#<event id>`. */
  delivery: z.object({
    status: z.enum(['waiting', 'delivered', 'parked']),
    generation: z.number(),
    attempts: z.number(),
    firstAttemptAt: instant.optional(),
    lastAttemptAt: instant.optional(),
    stoppedMsAtFirst: z.number().optional(),
    uncertain: z.boolean().optional(),
    /** Which receipt from the queue the last attempt belonged to. */
    receiveCount: z.number().optional(),
    /** How often it was its rejection that stopped the destination. */
    stops: z.number().optional(),
    reason: z.string().optional(),
    remote: remoteIds.optional(),
    degraded: z.array(z.string()).optional(),
    /** Steps that are done, as the adapter calls them; none once it is delivered. */
    progress: z.record(z.string(), z.string()).optional(),
  }),
  /**
   * Key: `<stage or destination>#<event or message id>`: runs that ended without a word, and since when every
   * run has ended with an error.
   */
  unfinished: z.object({ runs: z.number(), failingSince: instant.optional() }),
  /** Key: destination. `stoppedMs` sums up closed stops; messages do not age during them. */
  breaker: z.object({
    open: z.boolean(),
    since: instant,
    probeAt: instant,
    probes: z.number(),
    reason: z.string(),
    stoppedMs: z.number(),
    /** Ids of the events that failed since anything got through, one entry an attempt. */
    failures: z.array(z.string()).optional(),
    /** When something last got through after a failure. */
    answeredAt: instant.optional(),
    /** What a destination that throttled is given, until it has taken `perSecondBefore` again. */
    perSecond: z.number().optional(),
    perSecondAt: instant.optional(),
    perSecondBefore: z.number().optional(),
    /** It asked for no request before. */
    quietUntil: instant.optional(),
  }),
  /**
   * Key: destination. The next free slot for a request, and when the next message that found none comes back.
   * Unix time in milliseconds and fractions of them.
   */
  pace: z.object({ nextAt: z.number(), returnAt: z.number() }),
  /** Key: `<scope>#<id>` of a person. What the person wrote or did before is not passed on any more. */
  suppression: z.object({ erasedAt: instant }),
  /** Key: `<destination>#<event id>`; the body lies in the object store under `body`. */
  parked: z.object({
    destination: z.string(),
    eventId: z.string(),
    conversationId: z.string().optional(),
    platform: z.string().optional(),
    kind: z.string().optional(),
    code: z.string(),
    reason: z.string(),
    attempts: z.number(),
    generation: z.number(),
    firstAt: instant,
    lastAt: instant,
    body: z.string(),
  }),
  /** Key: `<receivedAt>#<event id>`. What was sent on, so that an operator can have it sent again. */
  archive: z.object({
    eventId: z.string(),
    platform: z.string(),
    kind: z.string(),
    conversationId: z.string(),
    destinations: z.array(z.string()),
    /** The order within a conversation: events of one webhook have the same `receivedAt`. */
    routedAt: instant,
    /** The event, or where it lies, as in a queue's message. */
    body: z.string(),
  }),
}

export type RowKind = keyof typeof rowSchemas
export type Row<K extends RowKind> = z.infer<(typeof rowSchemas)[K]>

export interface Ledger {
  /** `undefined` where there is none or it has expired. */
  read<K extends RowKind>(kind: K, key: string): Promise<Row<K> | undefined>
  /** Sets the given fields and leaves the others. */
  merge<K extends RowKind>(kind: K, key: string, fields: Partial<Row<K>>): Promise<void>
  /** Replaces the row if it still is as `before` was read (`undefined`: absent); says whether it did. */
  replace<K extends RowKind>(kind: K, key: string, row: Row<K>, before: Row<K> | undefined): Promise<boolean>
}
