import { combineMessages, maxEvents, messageBytes, takeCombinable } from './combined-message.ts'
import type { EventQueue, OutgoingMessage } from './ports.ts'

const maxEntries = 10
/** SQS takes 1 MiB a batch; the rest is for attributes. */
const maxBytes = 1_000_000
const parallelCalls = 8

export interface SendReport {
  /** The queue will never take these. */
  readonly refused: OutgoingMessage[]
  /** How many were not taken, or not even tried because one before them in their group was not. */
  readonly failed: number
}

export interface SendOptions {
  /** Runs once the queue has messages, before the next of their group are sent. */
  readonly taken?: (messages: readonly OutgoingMessage[]) => Promise<void>
  /** Each message goes alone, also where others of its group follow it. */
  readonly oneByOne?: boolean
  /** How many go in one at most. */
  readonly maxTogether?: number
}

/**
 * Sends messages so that within a group each is accepted before the next is sent: a batch call may fail for one entry
 * and take the one behind it, so no call holds two of one group. What follows one another there goes in one message,
 * which is taken as a whole.
 */
export async function sendInOrder(
  queue: EventQueue,
  messages: readonly OutgoingMessage[],
  { taken = async () => {}, oneByOne = false, maxTogether = maxEvents }: SendOptions = {},
): Promise<SendReport> {
  const next = (ofGroup: readonly OutgoingMessage[], single: number) =>
    nextOf(ofGroup, single > 0 ? 1 : maxTogether, single)
  const refused: OutgoingMessage[] = []
  let failed = 0
  const alone = oneByOne ? messages.length : 0
  let groups = [...Map.groupBy(messages, (message) => message.group).values()].map((all) => next(all, alone))
  while (groups.length > 0) {
    const results = await sendAll(queue, inBatches(groups.map(({ message }) => message)))
    const resultOf = new Map(results.map((result) => [result.id, result]))
    await taken(groups.flatMap(({ message, parts }) => (resultOf.get(message.id)?.taken ? parts : [])))
    groups = groups.flatMap(({ message, parts, rest, alone }) => {
      const result = resultOf.get(message.id)
      if (!result || (!result.taken && result.fault === 'queue')) {
        failed += parts.length + rest.length
        return []
      }
      if (!result.taken && parts.length > 1) return next([...parts, ...rest], parts.length)
      if (!result.taken) refused.push(...parts)
      return rest.length > 0 ? next(rest, alone - 1) : []
    })
  }
  return { refused, failed }
}

interface Next {
  /** What is sent: the parts in one. */
  readonly message: OutgoingMessage
  readonly parts: readonly OutgoingMessage[]
  /** What of the group comes after them. */
  readonly rest: readonly OutgoingMessage[]
  readonly alone: number
}

/**
 * @param messages of a group that are still to be sent, one at least
 * @param max that go in one
 * @param alone so many are sent one by one: together they were refused, and not all of them may be to blame
 */
function nextOf(messages: readonly OutgoingMessage[], max: number, alone: number): Next {
  const parts = takeCombinable(messages, max)
  return { message: combineMessages(parts), parts, rest: messages.slice(parts.length), alone }
}

async function sendAll(queue: EventQueue, batches: OutgoingMessage[][]) {
  const results: Awaited<ReturnType<EventQueue['send']>>[] = []
  for (let at = 0; at < batches.length; at += parallelCalls) {
    results.push(
      ...(await Promise.all(batches.slice(at, at + parallelCalls).map((batch) => queue.send(batch)))),
    )
  }
  return results.flat()
}

function inBatches(messages: readonly OutgoingMessage[]): OutgoingMessage[][] {
  const batches: OutgoingMessage[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const message of messages) {
    const last = batches.at(-1)
    const size = messageBytes(message)
    if (last && last.length < maxEntries && bytes + size <= maxBytes) {
      last.push(message)
      bytes += size
    } else {
      batches.push([message])
      bytes = size
    }
  }
  return batches
}
