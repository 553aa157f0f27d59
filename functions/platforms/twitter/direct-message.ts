import * as z from 'zod'
import type { Attachment, ContactEvent, Message } from '../../../schemas/contact-event.ts'
import { placesIn, privateFields, recipientsIn, talkOf } from './direct-conversation.ts'
import { joinedOrLeft, readDirectEvent } from './direct-event.ts'
import { linkEntity, mentionEntity, publicLinks } from './entities.ts'
import { adornment, adornments, anything, isObject, nativeId } from './fields.ts'
import { readMedium } from './media.ts'
import { ignore, type Part, quarantine } from './parts.ts'
import { messageIdOf } from './post.ts'
import { commonFields, personIn, privateReply, type Scene } from './scene.ts'
import { readableText } from './text.ts'
import { occurrence, readInstant } from './times.ts'

/** https://developer.x.com/en/docs/x-api/v1/direct-messages/sending-and-receiving/guides/message-create-object */
const directMessage = z.lazy(() =>
  z.looseObject({
    type: z.literal('message_create'),
    id: nativeId,
    created_timestamp: anything,
    message_create: z.looseObject({
      sender_id: nativeId,
      target: z.looseObject({ recipient_id: nativeId.nullish() }),
      message_data: z.looseObject({
        text: z.string(),
        entities: adornment(
          z.looseObject({ urls: adornments(linkEntity), user_mentions: adornments(mentionEntity) }),
        ),
        attachment: z.looseObject({ type: z.string() }).nullish(),
        quick_reply_response: z.looseObject({ metadata: adornment(z.string()) }).nullish(),
      }),
    }),
  }),
)

const groupChanges = new Set([
  'conversation_create',
  'conversation_name_update',
  'conversation_avatar_update',
  'join_conversation',
  'participants_join',
  'participants_leave',
])

/** A direct message, either way: the account's own, from whatever tool, are told of too. @throws z.ZodError */
export function readDirectMessage(value: unknown, scene: Scene): Part {
  if (isObject(value) && 'event_type' in value) return readDirectEvent(value, scene)
  if (isObject(value) && groupChanges.has(`${value['type']}`)) return joinedOrLeft
  const { id, created_timestamp, message_create } = directMessage.parse(value)
  const { sender_id: senderId, target, message_data: data } = message_create
  const talk = talkOf(placesIn(value, message_create), senderId, target.recipient_id ?? undefined, scene)
  if (typeof talk === 'string') return quarantine('direct message', talk, value)
  return {
    event: {
      ...commonFields(scene, 'message.created', id),
      ...privateFields(scene, senderId),
      ...occurrence(scene.receivedAt, readInstant(created_timestamp), scene.notifiedAt),
      conversation: talk.conversation,
      message: { id: messageIdOf(id), ...readData(data, scene.account.id) },
      author: personIn(scene, { id: senderId }),
      recipients: recipientsIn(talk, scene),
      reply: privateReply,
    },
  }
}

function readData(
  data: z.infer<typeof directMessage>['message_create']['message_data'],
  account: string,
): Omit<Message, 'id'> {
  const links = data.entities?.urls ?? []
  const mentions = (data.entities?.user_mentions ?? []).map(({ person }) => person)
  const medium = isObject(data.attachment?.['media']) ? data.attachment['media'] : undefined
  const mediaLink = typeof medium?.['url'] === 'string' ? medium['url'] : undefined
  const shown = links.filter(({ short }) => short !== mediaLink)
  const text = readableText(data.text, links, new Set(mediaLink === undefined ? [] : [mediaLink]))
  const answer = data.quick_reply_response?.metadata
  return {
    ...(text !== '' && { text }),
    attachments: data.attachment ? [readAttachment(data.attachment, account)] : [],
    ...(mentions.length > 0 && { mentions }),
    ...(shown.length > 0 && { links: publicLinks(shown) }),
    ...(data.quick_reply_response && {
      action: { type: 'quick_reply', ...(answer !== undefined && { payload: answer }) },
    }),
  }
}

const coordinates = z.lazy(() =>
  z.looseObject({
    location: z.looseObject({
      shared_coordinate: z.looseObject({
        // GeoJSON: longitude first.
        coordinates: z.looseObject({ coordinates: z.tuple([z.number(), z.number()]) }),
      }),
    }),
  }),
)
const place = z.lazy(() =>
  z.looseObject({
    location: z.looseObject({
      shared_place: z.looseObject({ place: z.looseObject({ full_name: z.string() }) }),
    }),
  }),
)

function readAttachment(attachment: { type: string; [field: string]: unknown }, account: string): Attachment {
  if (attachment.type === 'media')
    // Private media are given only to the account's own token.
    return readMedium(attachment['media'], { access: 'with the OAuth token of the account', account })
  if (attachment.type === 'location') return readLocation(attachment)
  return { type: attachment.type, state: 'unavailable', reason: 'of a kind that is not known here' }
}

function readLocation(attachment: unknown): Attachment {
  const exact = coordinates.safeParse(attachment).data?.location.shared_coordinate.coordinates.coordinates
  if (exact) {
    const [longitude, latitude] = exact
    return { type: 'location', state: 'inline', location: { latitude, longitude } }
  }
  const named = place.safeParse(attachment).data?.location.shared_place.place.full_name
  if (named !== undefined) return { type: 'location', state: 'inline', title: named }
  return { type: 'location', state: 'unavailable', reason: 'the payload describes it in an unknown shape' }
}

const readMark = z.lazy(() =>
  z.looseObject({
    created_timestamp: anything,
    sender_id: nativeId,
    target: z.looseObject({ recipient_id: nativeId.nullish() }),
    last_read_event_id: nativeId,
  }),
)

/** Someone has read the conversation up to a message. @throws z.ZodError */
export function readReadMark(value: unknown, scene: Scene): Part {
  const { created_timestamp, sender_id: readerId, target, last_read_event_id: lastId } = readMark.parse(value)
  const talk = talkOf([...placesIn(value), target], readerId, target.recipient_id ?? undefined, scene)
  if (typeof talk === 'string')
    return ignore('direct message read', 'neither by nor for the account that is told of it')
  const event: ContactEvent = {
    ...commonFields(scene, 'receipt.read', readerId, lastId),
    ...privateFields(scene, readerId),
    ...occurrence(scene.receivedAt, readInstant(created_timestamp), scene.notifiedAt),
    conversation: talk.conversation,
    target: { messageId: messageIdOf(lastId) },
    actor: personIn(scene, { id: readerId }),
    reply: privateReply,
  }
  return { event }
}
