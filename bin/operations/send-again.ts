import type { EventQueue, OutgoingMessage } from '../../functions/core/ports.ts'
import { sendInOrder } from '../../functions/core/send-in-order.ts'

export interface SentAgain {
  /** Ids of the messages that the queue has. */
  readonly taken: ReadonlySet<string>
  /** Ids of those that it will never take. */
  readonly refused: ReadonlySet<string>
}

/**
 * Sends messages in order within their groups.
 *
 * @param onTaken called for each message that the queue has, before the next of its group is sent
 */
export async function sendAgain(
  queue: EventQueue,
  messages: readonly OutgoingMessage[],
  onTaken: (id: string) => Promise<void>,
): Promise<SentAgain> {
  const taken = new Set<string>()
  const watched: EventQueue = {
    async send(batch) {
      const results = await queue.send(batch)
      const ids = results.flatMap((result) => (result.taken ? [result.id] : []))
      for (const id of ids) taken.add(id)
      await Promise.all(ids.map(onTaken))
      return results
    },
  }
  const { refused } = await sendInOrder(watched, messages)
  return { taken, refused: new Set(refused.map(({ id }) => id)) }
}
