import { readDeduplicationId } from './deduplication-id.ts'
import { errorCode, MalformedPayload } from './errors.ts'
import type { Ledger, Row } from './ledger.ts'
import type { Brought, Clock, Randomness, Telemetry } from './ports.ts'
import { processBatch, type QueuedMessage, type Verdict } from './process-batch.ts'
import { retryDelay } from './retry-delay.ts'
import { togetherUntilOneFails } from './together-until-one-fails.ts'

/** A message as a queue hands it out, or one of several that came in one record of the queue. */
export interface ReceivedMessage extends QueuedMessage {
  /** The queue's own message: it is finished with once all that came in it is. */
  readonly recordId: string
  readonly body: string
  readonly brings?: Brought
  readonly receiptHandle: string
  /** `<event id>` or `<event id>#<n>`. */
  readonly deduplicationId: string
  readonly receiveCount: number
  /** When the queue took it. */
  readonly sentAt?: Date
  /** When the queue handed it out first. */
  readonly firstReceivedAt?: Date
}

export interface ConsumerPorts {
  /** `route`, or the destination's name. */
  readonly name: string
  readonly ledger: Ledger
  readonly telemetry: Telemetry
  readonly now: Clock
  readonly random: Randomness
  readonly retryCapSeconds: number
  postpone(receiptHandle: string, seconds: number): Promise<void>
  handle(message: ReceivedMessage): Promise<Verdict>
  /**
   * Handles messages of one group together, as far as that goes. @returns how many of the first are finished with; whatever
   * is to become of the one behind them, it is handled alone
   */
  handleTogether?(messages: readonly ReceivedMessage[]): Promise<number>
  /** Whether the ledger knows that nothing is left to do, told without reading the body. */
  isDone(message: ReceivedMessage): Promise<boolean>
  /** Seconds until a message that comes again is to come once more, where that can be said without reading it. */
  hold?(message: ReceivedMessage): Promise<number | undefined>
  /**
   * Hears of every message that goes back to the queue, because it failed or stands behind one that did, and of every one
   * that has come back, before any is handled: a function that died could not say it.
   */
  putBack?(message: ReceivedMessage): Promise<void>
  /** Parks a message that cannot be handled; its body may be unreadable, and reading it may be what kills the function. */
  parkUnhandled(message: ReceivedMessage, code: string, mayRead: boolean): Promise<void>
}

/** Limit of receipts after which each message is handled alone: a run may have been what the function died of. */
const maxReceiptsTogether = 3
/** Followers of a failing head are handed out with it, so a high count alone says little. */
const suspiciousReceiveCount = 20
/** Runs in a row that ended without a word, after which the message counts as killing the function. */
const maxUnfinishedRuns = 5
/** A bug or a lost body must not block its conversation until the queue deletes it. */
const maxFailingMs = 3 * 24 * 3600 * 1000
/** What fails comes back within 22.5 minutes: later, it was not read meanwhile, because its destination was stopped. */
const maxBetweenFailuresMs = 2 * 3600 * 1000
/** While a deployment is under way, an older function may meet what a newer one has written. */
const maxUnreadableMs = 15 * 60 * 1000
const unreadableRetrySeconds = 60
/** SQS counts a message's invisibility from its receipt: 12 hours at most, less what has passed. */
const maxPostponementSeconds = 12 * 3600 - 900

/** SQS moves a message aside at its thousandth receipt, and deletes it after 14 days: it is parked before. */
const maxReceipts = 900
const maxWaitMs = 12 * 24 * 3600 * 1000

/** Consumes a batch of a FIFO queue. @returns ids of the records to be seen again */
export async function consume(
  messages: readonly ReceivedMessage[],
  mayStart: () => boolean,
  ports: ConsumerPorts,
): Promise<string[]> {
  const inTurn = oneAtATime()
  const postponed = new Set<string>()
  const sayPutBack = async (message: ReceivedMessage) => {
    try {
      await ports.putBack?.(message)
    } catch (error) {
      ports.telemetry.warn('put_back_failed', { code: errorCode(error) })
    }
  }
  await Promise.all(messages.filter(({ receiveCount }) => receiveCount > 1).map(sayPutBack))
  const again = await processBatch(messages, {
    mayStart,
    handleTogether: togetherUntilOneFails((message) => isPlain(message, ports), ports),
    handle: async (message) =>
      message.receiveCount > suspiciousReceiveCount && !(await wasHandled(message, ports))
        ? inTurn(async () =>
            mayStart() ? handleGuarded(message, ports, handleSuspicious) : { retryAfterSeconds: 0 },
          )
        : handleGuarded(message, ports, handleOrPark),
    postpone: async (message, seconds) => {
      await sayPutBack(message)
      // The first of a record says when it comes back: the others stay behind that one.
      if (postponed.has(message.recordId)) return
      postponed.add(message.recordId)
      try {
        await ports.postpone(message.receiptHandle, Math.min(seconds, maxPostponementSeconds))
      } catch (error) {
        // It then comes back when the queue's own visibility time-out is over: later, and still in order.
        ports.telemetry.warn('postpone_failed', { code: errorCode(error) })
      }
    },
  })
  return [...new Set(again.map(({ recordId }) => recordId))]
}

/** Whether nothing is known against a message that may be handled together with others. */
function isPlain(message: ReceivedMessage, { hold, now }: ConsumerPorts): boolean {
  const { receiveCount } = message
  const isHeld = receiveCount > 1 && hold !== undefined
  return receiveCount <= maxReceiptsTogether && !isHeld && !hasWaitedTooLong(message, now())
}

/** A message that kills the function takes those with it that run beside it, and they are not to be counted. */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  return <Value>(run: () => Promise<Value>): Promise<Value> => {
    const next = last.then(run)
    last = next
    return next
  }
}

async function handleGuarded(
  message: ReceivedMessage,
  ports: ConsumerPorts,
  handle: (message: ReceivedMessage, ports: ConsumerPorts) => Promise<Verdict>,
): Promise<Verdict> {
  try {
    if (hasWaitedTooLong(message, ports.now()))
      return await handle(message, { ...ports, handle: () => parkTooOld(message, ports) })
    const heldSeconds = message.receiveCount > 1 ? await ports.hold?.(message) : undefined
    if (heldSeconds !== undefined) return { retryAfterSeconds: heldSeconds }
    return await handle(message, ports)
  } catch (error) {
    ports.telemetry.count('Failed')
    ports.telemetry.warn('failed', {
      code: errorCode(error),
      event: readDeduplicationId(message.deduplicationId).eventId,
      receiveCount: message.receiveCount,
    })
    return {
      retryAfterSeconds: retryDelay(message.receiveCount, undefined, ports.retryCapSeconds, ports.random),
    }
  }
}

/** What came in one record with others may have been done with long before them. */
async function parkTooOld(message: ReceivedMessage, ports: ConsumerPorts): Promise<Verdict> {
  if (await ports.isDone(message)) return 'done'
  return parkOnce(message, 'waited_too_long', ports)
}

function hasWaitedTooLong({ receiveCount, sentAt }: ReceivedMessage, now: Date): boolean {
  return receiveCount >= maxReceipts || (sentAt !== undefined && now.getTime() - sentAt.getTime() > maxWaitMs)
}

async function handleOrPark(message: ReceivedMessage, ports: ConsumerPorts): Promise<Verdict> {
  try {
    return await ports.handle(message)
  } catch (error) {
    if (!(error instanceof MalformedPayload)) throw error
    const { code } = error
    if (await wasParked(message, ports)) return 'done'
    const retryAfterSeconds = code === 'not_an_event' ? await awaitDeployment(message, ports) : undefined
    if (retryAfterSeconds !== undefined) return { retryAfterSeconds }
    return parkOnce(message, code, ports)
  }
}

/**
 * Parks a message and remembers it, where it comes again because of others that came in one record with it: an operator
 * may have sent it again since, or dropped it.
 */
async function parkOnce(
  message: ReceivedMessage,
  code: string,
  ports: ConsumerPorts,
  mayRead = true,
): Promise<Verdict> {
  if (await wasParked(message, ports)) return 'done'
  await ports.parkUnhandled(message, code, mayRead)
  if (isPart(message))
    await ports.ledger.merge('unfinished', `${ports.name}#${message.id}`, {
      runs: 0,
      parkedAt: ports.now().toISOString(),
    })
  return 'done'
}

async function wasParked(message: ReceivedMessage, { name, ledger }: ConsumerPorts): Promise<boolean> {
  if (!isPart(message)) return false
  return (await ledger.read('unfinished', `${name}#${message.id}`))?.parkedAt !== undefined
}

/** Whether it comes only because of others in its record: to count its runs as well would take the time of what is left. */
async function wasHandled(message: ReceivedMessage, { isDone }: ConsumerPorts): Promise<boolean> {
  return isPart(message) && isDone(message).catch(() => false)
}

/** Whether it came in one record with others. */
function isPart({ id, recordId }: ReceivedMessage): boolean {
  return id !== recordId
}

/**
 * An event that does not validate may be one of a kind that only newer code knows.
 *
 * @returns seconds until it is to be read again; `undefined` once it could not be read for long enough
 */
async function awaitDeployment(
  { id, receiveCount }: ReceivedMessage,
  { name, ledger, now, random, retryCapSeconds, telemetry }: ConsumerPorts,
): Promise<number | undefined> {
  const key = `${name}#${id}`
  const failing = failingRun(await ledger.read('unfinished', key), now())
  if (failing.ms > maxUnreadableMs) return undefined
  // Written each time: whoever has counted this run does not take it for one that ended well.
  await ledger.merge('unfinished', key, failing.fields)
  telemetry.warn('not_readable_yet', { receiveCount })
  return retryDelay(receiveCount, undefined, Math.min(unreadableRetrySeconds, retryCapSeconds), random)
}

/** Counts the run before anything of the message is read, so that one that kills the function ends up parked. */
async function handleSuspicious(message: ReceivedMessage, ports: ConsumerPorts): Promise<Verdict> {
  const key = `${ports.name}#${message.id}`
  const before = await ports.ledger.read('unfinished', key)
  if (before?.parkedAt !== undefined) return 'done'
  const runs = before?.runs ?? 0
  const counted = await ports.ledger.replace('unfinished', key, { ...before, runs: runs + 1 }, before)
  if (runs >= maxUnfinishedRuns) {
    // What has been taken back of it is found by reading it: tried once, for that may be what it kills with.
    return parkOnce(message, 'kills_function', ports, runs === maxUnfinishedRuns)
  }
  const verdict = await handleOrFailing(message, before, ports)
  // Replaced, not merged: it has not been failing all the time.
  if (counted) await ports.ledger.replace('unfinished', key, { runs: 0 }, counted)
  return verdict
}

/** Parks a message every run of which has failed for days. */
async function handleOrFailing(
  message: ReceivedMessage,
  before: Row<'unfinished'> | undefined,
  ports: ConsumerPorts,
): Promise<Verdict> {
  try {
    return await handleOrPark(message, ports)
  } catch (error) {
    const failing = failingRun(before, ports.now())
    await ports.ledger.merge('unfinished', `${ports.name}#${message.id}`, failing.fields)
    if (failing.ms <= maxFailingMs) throw error
    return parkOnce(message, 'keeps_failing', ports)
  }
}

/** For how long every run has failed, with this one, and what the row is to say of it. */
function failingRun(before: Row<'unfinished'> | undefined, now: Date) {
  const { failingSince, failedAt = failingSince } = before ?? {}
  const isRun = failedAt !== undefined && now.getTime() - Date.parse(failedAt) <= maxBetweenFailuresMs
  const since = isRun && failingSince !== undefined ? failingSince : now.toISOString()
  return {
    ms: now.getTime() - Date.parse(since),
    fields: { runs: 0, failingSince: since, failedAt: now.toISOString() },
  }
}
