import { compact } from '../core/compact.ts'
import type { Row } from '../core/ledger.ts'
import { cutText } from '../text/cut-text.ts'

type Delivery = Omit<Row<'delivery'>, 'version'>
type Entry = NonNullable<Delivery['attemptLog']>[number]

const maxEntries = 5
/** Characters: a code, a status, the system's own word for it. */
const maxReasonLength = 80
/** Bytes of a row that costs one write unit, less its keys, its end of life, and a claim. */
const maxRowBytes = 1_024 - 324

/**
 * A delivery's row with one more attempt in its log. The oldest go where the row would cost a further write unit; where
 * it does without any log, there is none.
 */
export function withAttempt(row: Delivery, { reason, ...entry }: Entry): Delivery {
  const told = compact({
    ...entry,
    reason: reason && cutText(reason, maxReasonLength),
  })
  const { attemptLog = [], ...rest } = row
  // What was written twice is one attempt.
  const others = attemptLog.filter(({ at }) => at !== entry.at)
  let log = [...others, told].slice(-maxEntries)
  const bytes = () => Buffer.byteLength(JSON.stringify({ ...rest, attemptLog: log }))
  while (log.length > 0 && bytes() > maxRowBytes) log = log.slice(1)
  return log.length > 0 ? { ...rest, attemptLog: log } : rest
}
