import type { ConsumerPorts, ReceivedMessage } from './consume.ts'
import { errorCode } from './errors.ts'

/**
 * Handles together what has nothing against it. One by one it turns out what is the matter with the others: once that
 * has failed, whatever is left of the group is handled alone, or each message of it would fail with all behind it.
 *
 * @param isPlain whether a message may be handled together with others
 * @returns what handles the first of a group's messages, and says how many it has finished with
 */
export function togetherUntilOneFails(
  isPlain: (message: ReceivedMessage) => boolean,
  ports: Pick<ConsumerPorts, 'handleTogether' | 'telemetry'>,
): (ofGroup: readonly ReceivedMessage[]) => Promise<number> {
  const failed = new Set<string>()
  return async (ofGroup) => {
    const end = ofGroup.findIndex((message) => !isPlain(message))
    const plain = end < 0 ? ofGroup : ofGroup.slice(0, end)
    const [first] = plain
    if (!first || !ports.handleTogether || plain.length < 2 || failed.has(first.group)) return 0
    try {
      return await ports.handleTogether(plain)
    } catch (error) {
      failed.add(first.group)
      ports.telemetry.warn('failed_together', { code: errorCode(error), messages: plain.length })
      return 0
    }
  }
}
