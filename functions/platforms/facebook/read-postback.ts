import * as z from 'zod'
import { sha256 } from '../../core/ids.ts'
import { present } from '../../core/present.ts'
import { draftDirect } from './draft-direct.ts'
import { messageIdOf } from './draft-event.ts'
import { id, maybe, text } from './fields.ts'
import type { MessagingThread } from './messaging-thread.ts'
import { referralOf, referralValue } from './read-referral.ts'
import { type Reading, readAs } from './reading.ts'

const postbackValue = z.object({ mid: maybe(id), title: text, payload: text, referral: maybe(referralValue) })

/** A `postback`: the person chose a button; its title is what they said. */
export function readPostback(content: unknown, thread: MessagingThread): Reading {
  return readAs(postbackValue, content, ({ mid, title, payload, referral }) => {
    const nativeId = mid ?? `postback/${idWithout(thread, title, payload)}`
    const event = draftDirect(thread, [nativeId], {
      kind: 'message.created',
      message: present({
        id: messageIdOf(nativeId),
        text: title,
        attachments: [],
        action: present({ type: 'postback' as const, title, payload }),
      }),
      author: thread.sender,
      referral: referral && referralOf(referral),
    })
    return { events: [event] }
  })
}

/** Older postbacks have no message id. */
function idWithout(
  { conversation, moment }: MessagingThread,
  title: string | undefined,
  payload: string | undefined,
) {
  return sha256(JSON.stringify([conversation.id, moment, title, payload])).slice(0, 32)
}
