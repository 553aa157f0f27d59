import * as z from 'zod'
import { compact } from '../../core/compact.ts'
import { draftDirect } from './draft-direct.ts'
import { messageIdOf } from './draft-event.ts'
import { id, text } from './fields.ts'
import type { MessagingThread } from './messaging-thread.ts'
import { type Reading, readAs } from './reading.ts'

const reactionValue = z.lazy(() =>
  z.object({ mid: id, action: z.enum(['react', 'unreact']), reaction: text, emoji: text }),
)

/** A `reaction` to a direct message; when it is taken back, Meta may leave out which one it was. */
export function readMessageReaction(content: unknown, thread: MessagingThread): Reading {
  return readAs(reactionValue, content, ({ mid, action, reaction, emoji }) => {
    const type = reaction ?? emoji
    const native = [mid, thread.sender.id, type, thread.moment]
    const event = draftDirect(thread, native, {
      kind: action === 'react' ? 'reaction.added' : 'reaction.removed',
      target: { messageId: messageIdOf(thread.origin, mid) },
      reaction: type === undefined ? undefined : compact({ type, emoji }),
      actor: thread.sender,
    })
    return { events: [event] }
  })
}
