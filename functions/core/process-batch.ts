/** One message of a FIFO queue as the batch rules need it. */
export interface QueuedMessage {
  readonly id: string
  readonly group: string
}

/** Finished with (delivered, parked, skipped), or to be seen again after so many seconds. */
export type Verdict = 'done' | { retryAfterSeconds: number }

export interface BatchPorts<Message> {
  /** Handles messages of one group together, as far as that goes. @returns how many of the first are finished with */
  handleTogether?(messages: readonly Message[]): Promise<number>
  handle(message: Message): Promise<Verdict>
  /** Makes the message visible again after so many seconds. */
  postpone(message: Message, seconds: number): Promise<void>
  /** Whether there is time left for one more message. */
  mayStart(): boolean
}

/**
 * Handles a batch: groups side by side, one after the other inside a group. At a group's first failure its
 * head gets the retry time and its followers zero: they stay behind the head, which is still in flight.
 *
 * @returns the messages that are to be seen again, in the order of the batch
 */
export async function processBatch<Message extends QueuedMessage>(
  messages: readonly Message[],
  ports: BatchPorts<Message>,
): Promise<Message[]> {
  const again = new Set<Message>()
  await Promise.all(
    [...Map.groupBy(messages, (message) => message.group).values()].map(async (group) => {
      for (let rest = group; ; ) {
        if (ports.handleTogether && rest.length > 1 && ports.mayStart())
          rest = rest.slice(await ports.handleTogether(rest))
        const [message, ...behind] = rest
        if (!message) return
        const verdict = ports.mayStart() ? await ports.handle(message) : { retryAfterSeconds: 0 }
        if (verdict !== 'done') {
          for (const remaining of rest) again.add(remaining)
          await ports.postpone(message, verdict.retryAfterSeconds)
          await Promise.all(behind.map((follower) => ports.postpone(follower, 0)))
          return
        }
        rest = behind
      }
    }),
  )
  return messages.filter((message) => again.has(message))
}
