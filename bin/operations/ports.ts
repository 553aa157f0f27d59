import type { Ledger, Row } from '../../functions/core/ledger.ts'
import type { Clock, EventQueue, ObjectStore } from '../../functions/core/ports.ts'
import type { Deployment } from '../../schemas/deployment.ts'

/** How full a queue is; the numbers are SQS's estimates. */
export interface QueueLevel {
  /** `contacts`, or the destination that it feeds. */
  readonly name: string
  readonly waiting: number
  readonly inFlight: number
  /** What SQS took out of it because no function could deal with it: 0 while all is well. */
  readonly deadLetterQueue: number
  /** Absent where nothing waits, and where nobody tells. */
  readonly oldestSeconds?: number
}

export interface ArchivePageAsked {
  readonly before?: string | undefined
  readonly limit: number
}

export interface ArchivePage {
  readonly rows: (Row<'archive'> & { readonly receivedAt: string })[]
  /** Nothing stands behind it. */
  readonly isLast: boolean
}

/** What the stages never need: looking through what is kept, and removing it. */
export interface RetainedStore {
  /** Where something may be parked, as the store knows: destinations that are not deployed any more, too. */
  parkedPlaces(): Promise<string[]>
  /** Living rows of one destination, or of `route`. */
  parked(destination: string): Promise<Row<'parked'>[]>
  countParked(destination: string): Promise<number>
  /** Removes the row if it still is as it was read; says whether it did. */
  removeParked(row: Row<'parked'>): Promise<boolean>
  /** The hours in which anything is archived, from the oldest; `undefined` where that is not cheap to tell. */
  archivedHours(): Promise<string[] | undefined>
  /** @param hour `2026-11-21T19`, of `receivedAt` */
  archived(hour: string): Promise<(Row<'archive'> & { readonly receivedAt: string })[]>
  /**
   * A page of an hour, newest first, of what stands before a place (`<receivedAt>#<event id>`): at least `limit` rows
   * where there are so many.
   */
  archivedPage(hour: string, page: ArchivePageAsked): Promise<ArchivePage>
  /** Puts another body into a row that is there, which expires as before. */
  rewriteArchived(
    row: Pick<Row<'archive'>, 'eventId'> & { readonly receivedAt: string },
    body: string,
  ): Promise<void>
  removeArchived(row: Pick<Row<'archive'>, 'eventId'> & { readonly receivedAt: string }): Promise<void>
  /** Keys that begin with `prefix`, in alphabetical order; of objects written before `writtenBefore`, where it is given. */
  objects(prefix: string, writtenBefore?: Date): Promise<string[]>
  removeObject(key: string): Promise<void>
  /** The remark that was put with an object; `undefined` where it has none, or is not there. */
  remark(key: string): Promise<string | undefined>
}

/** What an operator's command acts on; no function of this folder knows a terminal or a process. */
export interface OperationsPorts {
  readonly deployment: Deployment
  readonly ledger: Ledger
  readonly store: ObjectStore
  readonly retained: RetainedStore
  /** By destination; `contacts` is the queue of route. */
  readonly queues: ReadonlyMap<string, EventQueue>
  readonly levels: () => Promise<QueueLevel[]>
  /** Of the queue of requests for files, which is beside the flow; left out where there is none. */
  readonly fetchLevels?: () => Promise<QueueLevel[]>
  readonly now: Clock
  /** Nothing can have come before: the local run began then. */
  readonly since?: Date
}

/** The queue that a parked thing came from: what route parked came from `contacts`. */
export function queueName(destination: string): string {
  return destination === 'route' ? 'contacts' : destination
}
