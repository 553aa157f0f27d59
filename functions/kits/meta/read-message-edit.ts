import * as z from 'zod'
import { compact } from '../../core/compact.ts'
import { sha256 } from '../../core/ids.ts'
import { draftDirect } from './draft-direct.ts'
import { messageIdOf } from './draft-event.ts'
import { id, maybe, text } from './fields.ts'
import type { MessagingThread } from './messaging-thread.ts'
import { type Reading, readAs } from './reading.ts'

const messageEdit = z.lazy(() => z.object({ mid: id, text, num_edit: maybe(z.union([z.string(), z.int()])) }))

/** A `message_edit`; the number of the edit comes as a number or as a text. */
export function readMessageEdit(content: unknown, thread: MessagingThread): Reading {
  return readAs(messageEdit, content, ({ mid, text, num_edit }) => {
    const native = [mid, `${num_edit ?? thread.moment}`, sha256(text ?? '')]
    const message = compact({ id: messageIdOf(thread.origin, mid), text, attachments: [] })
    return {
      events: [draftDirect(thread, native, { kind: 'message.edited', message, author: thread.sender })],
    }
  })
}
