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

/**
 * Sends messages so that within a group each is accepted before the next is sent: a batch call may fail for
 * one entry and take the one behind it, so no call holds two of one group.
 */
export async function sendInOrder(
  queue: EventQueue,
  messages: readonly OutgoingMessage[],
): Promise<SendReport> {
  const refused: OutgoingMessage[] = []
  let failed = 0
  let groups = [...Map.groupBy(messages, (message) => message.group).values()]
  while (groups.length > 0) {
    const heads = groups.flatMap(([head]) => (head ? [head] : []))
    const results = new Map((await sendAll(queue, inBatches(heads))).map((result) => [result.id, result]))
    const remaining: OutgoingMessage[][] = []
    for (const [head, ...followers] of groups) {
      const result = head && results.get(head.id)
      if (!head) continue
      if (!result || (!result.taken && result.fault === 'queue')) {
        failed += 1 + followers.length
        continue
      }
      if (!result.taken) refused.push(head)
      if (followers.length > 0) remaining.push(followers)
    }
    groups = remaining
  }
  return { refused, failed }
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
    const size = Buffer.byteLength(message.body)
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
