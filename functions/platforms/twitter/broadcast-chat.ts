import * as z from 'zod'
import { adornment, anything, nativeId } from './fields.ts'
import type { Part } from './parts.ts'
import { messageIdOf } from './post.ts'
import { type Profile, readProfile } from './profiles.ts'
import { commonFields, personIn, type Scene } from './scene.ts'
import { readableText } from './text.ts'
import { occurrence, readInstant } from './times.ts'

const chatMessage = z.looseObject({
  broadcast_id: z.string().regex(/^[\w-]{1,64}$/),
  message_id: z.union([nativeId, z.string().regex(/^[\w-]{1,64}$/)]),
  message: z.string().min(1),
  author: anything,
  author_id: adornment(nativeId),
  created_at: anything,
  timestamp_ms: anything,
})

/**
 * What somebody says in the chat beside a live broadcast of the account, in front of all who watch. The account began
 * the conversation, so that each person who asks something there has a ticket of their own. @throws z.ZodError
 *
 * @see https://docs.x.com/x-api/activity/event-payloads
 */
export function readBroadcastChat(value: unknown, scene: Scene): Part {
  const { broadcast_id, message_id, message, ...given } = chatMessage.parse(value)
  const author = authorIn(given)
  const saidAt = readInstant(given.timestamp_ms) ?? readInstant(given.created_at)
  const text = readableText(message, [], new Set())
  return {
    event: {
      ...commonFields(scene, 'message.created', 'broadcast', broadcast_id, message_id),
      surface: 'comment',
      ...occurrence(scene.receivedAt, saidAt, scene.notifiedAt),
      visibility: 'public',
      addressing: 'direct',
      direction: scene.isCompany(author?.id) ? 'outbound' : 'inbound',
      conversation: {
        id: `twitter:broadcast/${broadcast_id}`,
        url: `https://x.com/i/broadcasts/${broadcast_id}`,
        startedBy: { id: scene.account.id, role: 'company' },
        match: 'platform',
      },
      message: {
        id: messageIdOf(`broadcast/${broadcast_id}/${message_id}`),
        ...(text !== '' && { text }),
        attachments: [],
      },
      ...(author && { author: personIn(scene, author) }),
      // X's own app answers there.
      reply: { public: true, windows: [] },
    },
  }
}

function authorIn({
  author,
  author_id: id,
}: {
  author?: unknown
  author_id?: string | undefined
}): Profile | undefined {
  return readProfile(author) ?? (id === undefined ? undefined : { id })
}
