/**
 * The ledger: what has been done, and what must be known to do the rest. Every write merges fields or adds and
 * removes elements of sets; every value is absolute (no counters, no appends), so that repeating a step changes
 * nothing. A value that was read is written back only where its row is still as it was read (`replace`).
 */
import * as z from 'zod'

const instant = z.iso.datetime()
/** A DynamoDB string set: adding and removing elements commutes with what others do at the same moment. */
const stringSet = z.set(z.string())
/** The number of writes so far, counted by the ledger itself: `replace` compares it, and it alone. */
const version = z.int().positive().optional()
/** `id` as `ledgerId` writes it: an address as a hash. */
const person = z.object({ id: z.string(), role: z.string().optional() })
const remoteIds = z.object({
  ticket: z.string().optional(),
  message: z.string().optional(),
  url: z.string().optional(),
})

/**
 * What was decided of events that were routed together, by order group of `contacts` and event id: an event that is
 * decided again would meet what those behind it have made of the row.
 */
function decisions<Decision extends z.ZodType>(decision: Decision) {
  return z.record(z.string(), z.object({ at: instant, events: z.record(z.string(), decision) })).optional()
}

export const rowSchemas = {
  /** Key: event id. Route has put it on every chosen queue. `receivedAt`: of the event as it came first. */
  processed: z.object({ at: instant, generation: z.number(), receivedAt: instant.optional() }),
  /** Key: conversation id. */
  conversation: z.object({
    version,
    newestAt: instant.optional(),
    startedBy: person.optional(),
    /** Keys (`personKey`) of who wrote in private, and in mails of who was written to. */
    members: stringSet.optional(),
    /** `begun`: somebody had started it; `late`: it had seen something newer. */
    decided: decisions(z.object({ begun: z.boolean().optional(), late: z.boolean().optional() })),
  }),
  /** Key: message id. Also the tombstone of an edit or deletion that came before its message. */
  message: z.object({
    /** Without it nobody has put the message into a conversation yet. */
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
    destinations: stringSet.optional(),
    toMany: z.boolean().optional(),
    /** Digest of what was written in a mail, to tell it from others with the same Message-ID. */
    digest: z.string().optional(),
    /** Destinations of a mail, as `<destination>#<event id>`: it comes in another event for another mailbox. */
    broughtTo: stringSet.optional(),
    /** The event that brings it, and since when: the queues have it once that event is `processed`. */
    broughtBy: z.string().optional(),
    broughtAt: instant.optional(),
    /** Since when that event waits for another message. */
    waitsSince: instant.optional(),
    /** Since when nobody waits for it any more: it did not come. */
    missingSince: instant.optional(),
  }),
  /**
   * Key: id of an event with files to be fetched. What came of each, by its place among the event's attachments; `toldAt`:
   * the queue has the event that says so, of the time `settledAt`. `objects`: keys under which any of them was about to be
   * stored, written down before it is, so that none is left behind where the function dies in between; `storedAt`: when the
   * last of them was, from which on their scans are waited for.
   */
  attachments: z.object({
    version,
    files: z
      .record(
        z.string(),
        z.object({
          state: z.enum(['stored', 'rejected', 'unavailable']),
          key: z.string().optional(),
          type: z.string().optional(),
          name: z.string().optional(),
          size: z.number().optional(),
          sha256: z.string().optional(),
          reason: z.string().optional(),
        }),
      )
      .optional(),
    objects: stringSet.optional(),
    storedAt: instant.optional(),
    settledAt: instant.optional(),
    toldAt: instant.optional(),
  }),
  /** Key: `work.key`. `liveMessages`: the customer's messages to the company that have not been taken back, hashed. */
  work: z.object({
    version,
    openedBy: z.string().optional(),
    liveMessages: stringSet.optional(),
    /** More than are worth counting: it is not withdrawn any more. */
    countless: z.boolean().optional(),
    answered: z.boolean().optional(),
    /** The event that changed it last, in which order group of `contacts`, and when: the next one goes out behind it. */
    changedBy: z.string().optional(),
    changedIn: z.string().optional(),
    changedAt: instant.optional(),
    /** As it was before the rules had their say. */
    decided: decisions(
      z.object({
        effect: z.enum(['open', 'append', 'answer', 'withdraw', 'none']),
        reopen: z.boolean(),
        reason: z.string(),
      }),
    ),
  }),
  /** Key: `<destination>#<work.key>`. */
  ticket: remoteIds,
  /** Key: `<destination>#<event id>`. */
  delivery: z.object({
    version,
    status: z.enum(['waiting', 'delivered', 'parked']),
    generation: z.number(),
    /** That count against it, of this generation: while the destination is stopped none does. */
    attempts: z.number(),
    /** All there ever were: of every generation, and while the destination was stopped. */
    allAttempts: z.number().optional(),
    /** When operators last had it sent again, oldest first: of each, when the queue took it. */
    sentAgain: z.array(instant).optional(),
    firstAttemptAt: instant.optional(),
    lastAttemptAt: instant.optional(),
    stoppedMsAtFirst: z.number().optional(),
    deliveredAt: instant.optional(),
    /** The last attempt may have got through, or is under way. */
    uncertain: z.boolean().optional(),
    /** A function has the right to send it until then; without it none is under way. */
    claimedUntil: instant.optional(),
    /** Tells its claim from another of the same millisecond. */
    claimedBy: z.string().optional(),
    /** Which receipt from the queue the last attempt belonged to. */
    receiveCount: z.number().optional(),
    /** How often it was refused as if it were all of the destination (bad credentials, nothing there), with others answered between one time and the next. */
    refusals: z.number().optional(),
    refusedAt: instant.optional(),
    reason: z.string().optional(),
    remote: remoteIds.optional(),
    degraded: z.array(z.string()).optional(),
    /** Steps that are done, as the adapter calls them; none once it is delivered. */
    progress: z.record(z.string(), z.string()).optional(),
    /** The last attempts, oldest first, of every generation; so few that the row stays below a write unit. */
    attemptLog: z
      .array(
        z.object({
          at: instant,
          ms: z.number(),
          outcome: z.enum(['waiting', 'delivered', 'parked']),
          reason: z.string().optional(),
        }),
      )
      .optional(),
    /** When an operator dropped what was parked: it was given up for good. */
    droppedAt: instant.optional(),
  }),
  /**
   * Key: `<stage or destination>#<event or message id>`: runs that ended without a word, and since when every
   * run has ended with an error, the last of them at `failedAt`. `parkedAt`: it is parked, and comes again only because
   * of others in its record.
   */
  unfinished: z.object({
    version,
    runs: z.number(),
    failingSince: instant.optional(),
    failedAt: instant.optional(),
    parkedAt: instant.optional(),
  }),
  /**
   * Key: destination. Its health: circuit breaker and adaptive rate. `stoppedMs` sums up closed stops; messages do not
   * age during them. Fields keep their names: functions of two releases share the row while a deployment is under way.
   */
  breaker: z.object({
    version,
    open: z.boolean(),
    since: instant,
    probeAt: instant,
    probes: z.number(),
    reason: z.string(),
    stoppedMs: z.number(),
    /** Few messages have failed: the others go on, and any of them may find out that it is those messages' own fault. */
    few: z.boolean().optional(),
    /** A probe is under way. */
    probingUntil: instant.optional(),
    /** When the last attempt began that stopped it or left it stopped. */
    failedAt: instant.optional(),
    /** Ids of the last events that failed since anything got through: one entry an attempt, an event once it is stopped. */
    failures: z.array(z.string()).optional(),
    /** When something last got through after a failure. */
    answeredAt: instant.optional(),
    /** What a destination that throttled is given, until it has taken `perSecondBefore` again. */
    perSecond: z.number().optional(),
    perSecondAt: instant.optional(),
    perSecondBefore: z.number().optional(),
    /** Instant before which it wants no request (`notBefore` in deliver). */
    quietUntil: instant.optional(),
  }),
  /**
   * Key: destination. The next free slot for a request, and when the next message that found none comes back.
   * Unix time in milliseconds and fractions of them.
   */
  pace: z.object({ version, nextAt: z.number(), returnAt: z.number() }),
  /** Key: `personKey` of a person. What the person wrote or did before is not passed on any more. */
  suppression: z.object({
    erasedAt: instant,
    /** Hashes of how else the person is called, so that others' messages are found that say it. */
    terms: stringSet.optional(),
  }),
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
    /** Its place among those that were routed together, at the same moment. */
    turn: z.int().nonnegative().optional(),
    /**
     * Why it went where it did: numbers of rules, from 1; `own` where the deployment's own function said it; `sent` where it
     * changes a message, and went to whoever has that. '' where no rule applied.
     */
    by: z.string().optional(),
    /** The event, or where it lies, as in a queue's message; '' of what goes to nobody. */
    body: z.string(),
  }),
}

export type RowKind = keyof typeof rowSchemas
export type Row<K extends RowKind> = z.infer<(typeof rowSchemas)[K]>

/** Kinds that carry a version: several functions may change one row at the same moment. */
export type VersionedKind = {
  [K in RowKind]: 'version' extends keyof Row<K> ? K : never
}[RowKind]

/** The sets of a row. */
export type Sets<K extends RowKind> = {
  [Field in keyof Row<K> as NonNullable<Row<K>[Field]> extends Set<string>
    ? Field
    : never]?: readonly string[]
}

/** The fields of a row that are written as they are: neither its sets nor its version. */
export type Fields<K extends RowKind> = Partial<Omit<Row<K>, keyof Sets<K> | 'version'>>

/** Elements to be added to sets, and to be removed from them. */
export interface SetChanges<K extends RowKind> {
  readonly add?: Sets<K>
  readonly remove?: Sets<K>
}

export interface Ledger {
  /** `undefined` where there is none or it has expired. */
  read<K extends RowKind>(kind: K, key: string): Promise<Row<K> | undefined>
  /** Sets the given fields, changes the given sets, and leaves the others; no set is both added to and removed from. */
  merge<K extends RowKind>(kind: K, key: string, fields: Fields<K>, sets?: SetChanges<K>): Promise<void>
  /**
   * Replaces the row if it still is as `before` was read (`undefined`: absent), by its version.
   *
   * @returns the row as it stands now, to be replaced again; `undefined` where somebody else was quicker
   */
  replace<K extends VersionedKind>(
    kind: K,
    key: string,
    row: Omit<Row<K>, 'version'>,
    before: Row<K> | undefined,
  ): Promise<Row<K> | undefined>
}
