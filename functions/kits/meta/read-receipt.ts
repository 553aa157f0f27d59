import * as z from 'zod'
import type { ContactEvent, Kind } from '../../../schemas/contact-event.ts'
import { draftDirect } from './draft-direct.ts'
import { messageIdOf, toInstant } from './draft-event.ts'
import { id, maybe, time } from './fields.ts'
import type { MessagingThread } from './messaging-thread.ts'
import { type Reading, readAs } from './reading.ts'

const receiptValue = z.lazy(() => z.object({ mids: maybe(z.array(id)), mid: maybe(id), watermark: time }))

/** A `delivery`: the messages named, or else all up to the watermark, are on the person's device. */
export function readDelivery(content: unknown, thread: MessagingThread): Reading {
  return readReceipt('receipt.delivered', content, thread)
}

/** A `read`: the person has read all up to the watermark. */
export function readRead(content: unknown, thread: MessagingThread): Reading {
  return readReceipt('receipt.read', content, thread)
}

function readReceipt(kind: Kind, content: unknown, thread: MessagingThread): Reading {
  return readAs(receiptValue, content, ({ mids = [], mid, watermark }) => {
    const named = mid === undefined ? mids : [mid, ...mids]
    const receipt = (native: string, target: ContactEvent['target']) =>
      draftDirect(thread, [thread.customer, native], {
        kind,
        target,
        receipt: { recipient: thread.customer },
        actor: thread.sender,
      })
    if (named.length > 0)
      return { events: named.map((each) => receipt(each, { messageId: messageIdOf(thread.origin, each) })) }
    if (watermark === undefined) return { quarantined: 'missing or unreadable: mids, watermark' }
    return { events: [receipt(`until ${watermark}`, { until: toInstant(watermark) })] }
  })
}
