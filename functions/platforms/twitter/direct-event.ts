import * as z from 'zod'
import type { Message } from '../../../schemas/contact-event.ts'
import { placesIn, privateFields, recipientsIn, talkOf } from './direct-conversation.ts'
import { linkEntity, mentionEntity, publicLinks } from './entities.ts'
import { adornment, adornments, anything, nativeId } from './fields.ts'
import { withheldMedium } from './media.ts'
import { ignore, type Part, quarantine } from './parts.ts'
import { messageIdOf } from './post.ts'
import { commonFields, personIn, privateReply, type Scene } from './scene.ts'
import { readableText } from './text.ts'
import { occurrence, readInstant } from './times.ts'

/** https://docs.x.com/x-api/direct-messages/lookup/introduction */
const directEvent = z.lazy(() =>
  z.looseObject({
    id: nativeId,
    event_type: z.string(),
    sender_id: nativeId,
    text: adornment(z.string()),
    created_at: anything,
    entities: adornment(z.looseObject({ urls: adornments(linkEntity), mentions: adornments(mentionEntity) })),
    attachments: adornment(z.looseObject({ media_keys: adornments(z.string()) })),
    referenced_tweets: adornments(z.looseObject({ id: nativeId })),
  }),
)

const memberships = /^participants_?(?:join|leave)$/i
const message = /^message_?create$/i

/** A direct message in the form of v2, which groups have too. @throws z.ZodError */
export function readDirectEvent(value: unknown, scene: Scene): Part {
  const { event_type: type } = z.looseObject({ event_type: z.string() }).parse(value)
  if (memberships.test(type)) return joinedOrLeft
  if (!message.test(type)) return quarantine('direct message', 'of a type that nobody knows', value)
  const given = directEvent.parse(value)
  const { id, sender_id: senderId, created_at } = given
  const talk = talkOf(placesIn(value), senderId, undefined, scene)
  if (typeof talk === 'string') return quarantine('direct message', talk, value)
  return {
    event: {
      ...commonFields(scene, 'message.created', id),
      ...privateFields(scene, senderId),
      ...occurrence(scene.receivedAt, readInstant(created_at), scene.notifiedAt),
      conversation: talk.conversation,
      message: { id: messageIdOf(id), ...readContent(given) },
      author: personIn(scene, { id: senderId }),
      recipients: recipientsIn(talk, scene),
      reply: privateReply,
    },
  }
}

export const joinedOrLeft = ignore('direct message', 'a change of the group itself, without a message')

function readContent(given: z.infer<typeof directEvent>): Omit<Message, 'id'> {
  const { entities, attachments, referenced_tweets: posts } = given
  const links = entities?.urls ?? []
  const mentions = (entities?.mentions ?? []).map(({ person }) => person)
  const text = readableText(given.text ?? '', links, new Set())
  const [post] = posts
  return {
    ...(text !== '' && { text }),
    attachments: (attachments?.media_keys ?? []).map((mediaKey) =>
      withheldMedium('the payload names it and does not carry it', { mediaKey }),
    ),
    ...(mentions.length > 0 && { mentions }),
    ...(links.length > 0 && { links: publicLinks(links) }),
    ...(post && { quotes: messageIdOf(post.id) }),
  }
}
