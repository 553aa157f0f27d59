import { timeHeap } from './time-heap.ts'

/** What SQS keeps of a message of a FIFO queue. Times are Unix times in milliseconds. */
export interface VirtualMessage {
  readonly id: string
  readonly group: string
  readonly deduplicationId: string
  readonly sentAt: number
  receiveCount: number
  /** Until then nobody gets it. */
  hiddenUntil: number
  receivedAt: number
  receiptHandle: string
}

interface Group {
  /** In the order in which they were sent; the first may be in flight. */
  messages: VirtualMessage[]
  isListed: boolean
  /** When it is to be looked at next; other times that were noted are out of date. */
  wakeAt: number
}

export interface VirtualFifoQueueOptions {
  readonly now: () => number
  readonly visibilitySeconds: number
  /** @default 1000, the most that SQS takes */
  readonly maxReceiveCount?: number
}

const maxHiddenMs = 12 * 3600 * 1000
const deduplicationMs = 5 * 60 * 1000
const retentionMs = 14 * 24 * 3600 * 1000
const maxBatch = 10

/**
 * SQS FIFO in virtual time, as its Developer Guide describes it: while one message of a group is in flight, none of
 * the group is handed out; a batch of up to ten takes as many of one group as there are before it takes of another;
 * every handing out costs each message a receipt; what was received more often than `maxReceiveCount` goes to the
 * dead-letter queue, and what is older than 14 days is deleted; visibility ends 12 hours after the receipt at the
 * latest; a known deduplication id is swallowed for five minutes; an old receipt handle deletes nothing.
 */
export function virtualFifoQueue({
  now,
  visibilitySeconds,
  maxReceiveCount = 1000,
}: VirtualFifoQueueOptions) {
  const groups = new Map<string, Group>()
  const ready: string[] = []
  let readyFrom = 0
  const hidden = timeHeap<{ name: string; at: number }>()
  const inFlight = new Map<string, VirtualMessage>()
  const known = new Map<string, number>()
  const deadLetterQueue: VirtualMessage[] = []
  const dropped: VirtualMessage[] = []
  let handles = 0
  let requests = 0

  function hiddenUntil({ messages }: Group): number {
    let latest = 0
    for (const message of messages) latest = Math.max(latest, message.hiddenUntil)
    return latest
  }

  /** Lists a group that may be handed out, or notes when it may be. */
  function list(name: string): void {
    const group = groups.get(name)
    if (!group || group.isListed || group.messages.length === 0) return
    const until = hiddenUntil(group)
    if (until > now()) {
      if (group.wakeAt !== until) hidden.push(until, { name, at: until })
      group.wakeAt = until
      return
    }
    group.isListed = true
    ready.push(name)
  }

  function wake(): void {
    while (hidden.nextAt() <= now()) {
      const { name = '', at } = hidden.pop() ?? {}
      const group = groups.get(name)
      if (!group || group.wakeAt !== at) continue
      group.wakeAt = 0
      list(name)
    }
  }

  const isExpired = ({ sentAt }: VirtualMessage) => now() - sentAt > retentionMs
  const isOver = (message: VirtualMessage) => message.receiveCount >= maxReceiveCount || isExpired(message)

  function handOut(group: Group, room: number): VirtualMessage[] {
    if (group.messages.some(isOver)) {
      dropped.push(...group.messages.filter(isExpired))
      deadLetterQueue.push(...group.messages.filter((message) => isOver(message) && !isExpired(message)))
      group.messages = group.messages.filter((message) => !isOver(message))
    }
    const taken = group.messages.slice(0, room)
    for (const message of taken) {
      inFlight.delete(message.receiptHandle)
      message.receiveCount += 1
      message.receivedAt = now()
      message.hiddenUntil = now() + visibilitySeconds * 1000
      message.receiptHandle = `h${handles++}`
      inFlight.set(message.receiptHandle, message)
    }
    return taken
  }

  return {
    deadLetterQueue,
    dropped,
    requests: () => requests,
    /** How many messages are in the queue, in flight or not. */
    size: () => [...groups.values()].reduce((sum, { messages }) => sum + messages.length, 0),
    send(message: { id: string; group: string; deduplicationId: string }): void {
      requests += 1
      if (now() - (known.get(message.deduplicationId) ?? Number.NEGATIVE_INFINITY) < deduplicationMs) return
      known.set(message.deduplicationId, now())
      const group = groups.get(message.group) ?? { messages: [], isListed: false, wakeAt: 0 }
      groups.set(message.group, group)
      const empty = { receiveCount: 0, hiddenUntil: 0, receivedAt: 0, receiptHandle: '' }
      group.messages.push({ ...message, ...empty, sentAt: now() })
      list(message.group)
    },
    /** When a group that is hidden now may be handed out again, at the earliest. */
    nextAt: () => (readyFrom < ready.length ? now() : hidden.nextAt()),
    receive(): VirtualMessage[] {
      wake()
      const batch: VirtualMessage[] = []
      while (batch.length < maxBatch && readyFrom < ready.length) {
        const name = ready[readyFrom++] ?? ''
        const group = groups.get(name)
        if (!group) continue
        group.isListed = false
        if (hiddenUntil(group) > now()) {
          list(name)
          continue
        }
        batch.push(...handOut(group, maxBatch - batch.length))
        list(name)
      }
      if (readyFrom > 1000) readyFrom -= ready.splice(0, readyFrom).length
      requests += 1
      return batch
    },
    changeVisibility(receiptHandle: string, seconds: number): void {
      requests += 1
      const message = inFlight.get(receiptHandle)
      if (!message || message.hiddenUntil <= now()) throw new Error('not in flight')
      const until = now() + seconds * 1000
      if (until - message.receivedAt > maxHiddenMs) throw new Error('hidden for more than 12 hours')
      message.hiddenUntil = until
      list(message.group)
    },
    delete(receiptHandle: string): void {
      const message = inFlight.get(receiptHandle)
      if (!message || message.hiddenUntil <= now()) return
      inFlight.delete(receiptHandle)
      const group = groups.get(message.group)
      if (!group) return
      group.messages.splice(group.messages.indexOf(message), 1)
      list(message.group)
    },
  }
}
