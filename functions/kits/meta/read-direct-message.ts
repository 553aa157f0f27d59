import * as z from 'zod'
import type { Message, Person } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import { draftDirect } from './draft-direct.ts'
import { messageIdOf, type Origin } from './draft-event.ts'
import { id, maybe, text, webAddress } from './fields.ts'
import type { MessagingThread } from './messaging-thread.ts'
import { attachmentValue, readAttachment, unsupported } from './read-attachment.ts'
import { referralOf, referralValue } from './read-referral.ts'
import { type Reading, readAs } from './reading.ts'

const directMessage = z.lazy(() =>
  z.object({
    mid: id,
    text,
    attachments: maybe(z.array(attachmentValue)),
    quick_reply: maybe(z.object({ payload: text })),
    reply_to: maybe(z.object({ mid: maybe(id), story: maybe(z.object({ id: maybe(id), url: webAddress })) })),
    referral: maybe(referralValue),
    app_id: maybe(id),
    is_echo: maybe(z.boolean()),
    is_deleted: maybe(z.boolean()),
    is_unsupported: maybe(z.boolean()),
  }),
)
type DirectMessage = z.infer<typeof directMessage>

/** A `message`: written, unsent, or the echo of what the page wrote in any tool. */
export function readDirectMessage(content: unknown, thread: MessagingThread): Reading {
  return readAs(directMessage, content, (value) => {
    const author = thread.sender
    const id = messageIdOf(thread.origin, value.mid)
    if (value.is_deleted === true)
      return {
        events: [
          draftDirect(thread, [value.mid], {
            kind: 'message.deleted',
            message: { id, attachments: [] },
            author,
          }),
        ],
      }
    const { reply_to, referral } = value
    const event = draftDirect(thread, [value.mid], {
      kind: 'message.created',
      parentMessageId: reply_to?.mid === undefined ? undefined : messageIdOf(thread.origin, reply_to.mid),
      message: messageOf(id, value, thread.origin),
      author,
      actor: appOf(value, thread.origin),
      referral: referral && referralOf(referral),
    })
    return { events: [event] }
  })
}

function messageOf(id: string, value: DirectMessage, origin: Origin): Message {
  const { text, quick_reply, reply_to } = value
  const story = reply_to?.story
  const attachments = (value.attachments ?? []).map(readAttachment)
  if (value.is_unsupported === true) attachments.push(unsupported)
  const action =
    quick_reply && compact({ type: 'quick_reply' as const, title: text, payload: quick_reply.payload })
  const isEmpty = text === undefined && attachments.length === 0 && action === undefined
  return compact({
    id,
    text,
    attachments,
    links: story?.url === undefined ? undefined : [{ url: story.url }],
    quotes: story?.id === undefined ? undefined : messageIdOf(origin, story.id),
    action,
    // In some regions and for some kinds Meta tells that there was a message, and nothing of it.
    withheld: isEmpty ? ('platform' as const) : undefined,
  })
}

// Meta's pages name two ids for its own inbox; what comes from there a person has written.
const pageInboxes = new Set(['26390203743090', '263902037430900'])

/** The tool in which the page's message was written; whether a machine wrote it, Meta does not tell. */
function appOf({ is_echo, app_id }: DirectMessage, { platform }: Origin): Person | undefined {
  if (is_echo !== true || app_id === undefined || pageInboxes.has(app_id)) return undefined
  return { role: 'app', id: app_id, scope: platform }
}
