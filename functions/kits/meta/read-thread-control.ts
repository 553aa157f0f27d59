import * as z from 'zod'
import { compact } from '../../core/compact.ts'
import { draftDirect } from './draft-direct.ts'
import { id, maybe, text } from './fields.ts'
import type { MessagingThread } from './messaging-thread.ts'
import { type Reading, readAs } from './reading.ts'

const threadControl = z.lazy(() =>
  z.object({
    previous_owner_app_id: maybe(id),
    new_owner_app_id: maybe(id),
    requested_owner_app_id: maybe(id),
    metadata: text,
  }),
)

/** `pass_`, `take_` and `request_thread_control`: which app answers the person. */
export function readThreadControl(content: unknown, thread: MessagingThread): Reading {
  return readAs(threadControl, content, (value) => {
    const { previous_owner_app_id: previous, new_owner_app_id: current } = value
    const requested = value.requested_owner_app_id
    if (previous === undefined && current === undefined && requested === undefined)
      return { quarantined: 'missing or unreadable: every app id' }
    const native = [thread.customer, thread.moment, previous, current, requested]
    const owner = compact({ previous, current, requested, metadata: value.metadata })
    return { events: [draftDirect(thread, native, { kind: 'conversation.owner_changed', owner })] }
  })
}
