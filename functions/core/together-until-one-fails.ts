import { errorCode } from './errors.ts'
import type { Telemetry } from './ports.ts'
import type { BatchPorts, QueuedMessage } from './process-batch.ts'

/** Times as many as were finished with last are tried together next. */
const growth = 4

/**
 * Handles together what has nothing against it. One by one it turns out what is the matter with the others: once that
 * has failed, whatever is left of the group is handled alone, or each message of it would fail with all behind it.
 * Where little was finished with, little is tried next: what is read of the others is read in vain, and again.
 *
 * @param isPlain whether a message may be handled together with others
 * @returns what handles the first of a group's messages, and says how many it has finished with
 */
export function togetherUntilOneFails<Message extends QueuedMessage>(
  isPlain: (message: Message) => boolean,
  ports: Pick<BatchPorts<Message>, 'handleTogether'> & { readonly telemetry: Telemetry },
): (ofGroup: readonly Message[]) => Promise<number> {
  /** By group; none where it has failed. */
  const limits = new Map<string, number>()
  return async (ofGroup) => {
    const end = ofGroup.findIndex((message) => !isPlain(message))
    const [first] = ofGroup
    if (!first || !ports.handleTogether) return 0
    const plain = ofGroup.slice(
      0,
      Math.min(end < 0 ? ofGroup.length : end, limits.get(first.group) ?? ofGroup.length),
    )
    if (plain.length < 2) return 0
    try {
      const count = await ports.handleTogether(plain)
      limits.set(first.group, growth * Math.max(1, count))
      return count
    } catch (error) {
      limits.set(first.group, 0)
      ports.telemetry.warn('failed_together', { code: errorCode(error), messages: plain.length })
      return 0
    }
  }
}
