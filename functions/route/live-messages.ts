import { sha256 } from '../core/ids.ts'
import type { Row } from '../core/ledger.ts'

type Work = Row<'work'>

/** A ticket is withdrawn only when all of its messages are gone; beyond so many it is not worth counting. */
const maxLiveMessages = 50

/** A ticket's row is written with each message, and a platform's ids take a hundred bytes each. */
const liveKey = (messageId: string) => sha256(messageId).slice(0, 12)
/** A row of the first release holds the ids themselves. */
const keysOf = (messageId: string) => new Set([messageId, liveKey(messageId)])

/** Whether a message stands in the ticket besides this one; of one without an id nobody knows which it is. */
export function hasOthers(
  { liveMessages }: Pick<Work, 'liveMessages'>,
  messageId: string | undefined,
): boolean {
  const own = messageId === undefined ? new Set() : keysOf(messageId)
  return [...(liveMessages ?? [])].some((key) => !own.has(key))
}

/** Nothing is withdrawn that the company has answered, so that there is nothing to count any more. */
export function answered(row: Work | undefined): Work {
  const { liveMessages: _, ...rest } = row ?? {}
  return { ...rest, answered: true }
}

export function withMessage(row: Work, messageId: string): Work {
  const { liveMessages = new Set<string>(), answered, countless } = row
  if (answered || countless || hasAny(liveMessages, messageId)) return row
  if (liveMessages.size >= maxLiveMessages) return { ...row, countless: true }
  return { ...row, liveMessages: new Set([...liveMessages, liveKey(messageId)]) }
}

export function withoutMessage(row: Work | undefined, messageId: string): Work | undefined {
  if (!row?.liveMessages || !hasAny(row.liveMessages, messageId)) return row
  const { liveMessages, ...rest } = row
  const own = keysOf(messageId)
  const left = [...liveMessages].filter((key) => !own.has(key))
  // The table has no empty set.
  return left.length === 0 ? rest : { ...rest, liveMessages: new Set(left) }
}

function hasAny(liveMessages: ReadonlySet<string>, messageId: string): boolean {
  return [...keysOf(messageId)].some((key) => liveMessages.has(key))
}
