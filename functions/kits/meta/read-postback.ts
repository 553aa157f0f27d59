import * as z from 'zod'
import { compact } from '../../core/compact.ts'
import { draftDirect } from './draft-direct.ts'
import { messageIdOf } from './draft-event.ts'
import { id, maybe, text } from './fields.ts'
import { idOfContent } from './id-of-content.ts'
import type { MessagingThread } from './messaging-thread.ts'
import { referralOf, referralValue } from './read-referral.ts'
import { type Reading, readAs } from './reading.ts'

const postbackValue = z.lazy(() =>
  z.object({ mid: maybe(id), title: text, payload: text, referral: maybe(referralValue) }),
)

/** A `postback`: the person chose a button; its title is what they said. */
export function readPostback(content: unknown, thread: MessagingThread): Reading {
  return readAs(postbackValue, content, ({ mid, title, payload, referral }) => {
    // Older postbacks have no message id.
    const nativeId = mid ?? idOfContent('postback', thread, title, payload)
    const event = draftDirect(thread, [nativeId], {
      kind: 'message.created',
      message: compact({
        id: messageIdOf(thread.origin, nativeId),
        text: title,
        attachments: [],
        action: compact({ type: 'postback' as const, title, payload }),
      }),
      author: thread.sender,
      referral: referral && referralOf(referral),
    })
    return { events: [event] }
  })
}
