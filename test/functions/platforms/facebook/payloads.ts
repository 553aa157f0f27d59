import fc from 'fast-check'
import type { WebhookRequest } from '../../../../functions/contracts/platform.ts'
import { receivedAt } from '../../../contracts/webhook-request.ts'

interface Change {
  field: string
  value: unknown
}

const encode = (body: unknown) => new TextEncoder().encode(JSON.stringify(body))

/** So many different comments under one post. */
export function comments(count: number): Change[] {
  return Array.from({ length: count }, (_, index) => ({
    field: 'feed',
    value: {
      item: 'comment',
      verb: 'add',
      post_id: '4711_777',
      parent_id: '4711_777',
      comment_id: `777_${index}`,
      from: { id: `${1000 + index}`, name: 'Änne Grün 🚚' },
      message: `Frage ${index}: geht das auch in Grün?`,
      created_time: 1_795_203_801,
    },
  }))
}

export function pageBody(changes: Change[]): Uint8Array {
  return encode({ object: 'page', entry: [{ id: '4711', time: 1_795_203_802, changes }] })
}

export function handshakeRequest(overrides: Record<string, string>): WebhookRequest {
  const query = {
    'hub.mode': 'subscribe',
    'hub.verify_token': 'local-verify-token',
    'hub.challenge': '1158201444',
    ...overrides,
  }
  return {
    method: 'GET',
    query: new URLSearchParams(query),
    headers: new Headers(),
    body: new Uint8Array(),
    receivedAt: new Date(receivedAt),
  }
}

/** Any UTF-16 code unit, halves of surrogate pairs included. */
const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code))
const anything = fc.anything({
  withNullPrototype: false,
  maxDepth: 3,
  key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')),
  values: [
    fc.string({ unit }),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    fc.maxSafeInteger(),
  ],
})
const id = fc.oneof(
  fc.constantFrom('4711', '4711_777', '777_10', '0', ''),
  fc.maxSafeNat(),
  fc.string(),
  anything,
)
const text = fc.oneof(fc.string({ unit }), anything)
const time = fc.oneof(fc.nat(4_000_000_000), fc.maxSafeInteger(), fc.string(), anything)
const words = (...known: string[]) => fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...known) }, anything)
const sometimes = <T>(fields: Record<string, fc.Arbitrary<T>>) => fc.record(fields, { requiredKeys: [] })

const feedValue = sometimes({
  item: words(
    'comment',
    'post',
    'photo',
    'video',
    'share',
    'reaction',
    'like',
    'rating',
    'album',
    'constructor',
  ),
  verb: words('add', 'edited', 'edit', 'remove', 'hide', 'unhide', 'block', 'follow', '__proto__'),
  from: fc.oneof(sometimes({ id, name: text }), anything),
  ...{ post_id: id, comment_id: id, parent_id: id, sender_id: id, open_graph_story_id: id, reviewer_id: id },
  ...{
    message: text,
    link: text,
    photo: text,
    reaction_type: text,
    review_text: text,
    recommendation_type: text,
  },
  ...{ created_time: time, edited_time: time, published: anything, is_hidden: anything, rating: anything },
})
const change = fc.oneof(
  fc.record({ field: words('feed', 'mention', 'ratings', 'messages', 'standby', 'name'), value: feedValue }),
  anything,
)
const attachment = sometimes({
  type: words('image', 'location', 'template', 'fallback'),
  url: text,
  payload: fc.oneof(
    sometimes({ url: text, sticker_id: id, coordinates: anything, product: anything }),
    anything,
  ),
})
const messagingItem = fc.oneof(
  sometimes({
    sender: fc.oneof(sometimes({ id }), anything),
    recipient: fc.oneof(sometimes({ id }), anything),
    timestamp: time,
    message: fc.oneof(
      sometimes({
        mid: id,
        text,
        attachments: fc.array(attachment),
        is_echo: anything,
        is_deleted: anything,
        app_id: id,
      }),
      anything,
    ),
    message_edit: sometimes({ mid: id, text, num_edit: anything }),
    reaction: sometimes({ mid: id, action: words('react', 'unreact'), emoji: text }),
    delivery: sometimes({ mids: fc.oneof(fc.array(id), anything), watermark: time }),
    read: sometimes({ watermark: time }),
    postback: sometimes({ title: text, payload: text, referral: anything }),
    optin: sometimes({ type: words('notification_messages'), token_expiry_timestamp: time }),
    pass_thread_control: sometimes({ new_owner_app_id: id }),
  }),
  anything,
)
const entry = fc.record({
  id: fc.constantFrom('4711', 4711, '0'),
  time,
  changes: fc.array(change, { maxLength: 4 }),
  messaging: fc.array(messagingItem, { maxLength: 4 }),
  standby: fc.array(messagingItem, { maxLength: 2 }),
  changed_fields: fc.array(anything, { maxLength: 2 }),
})

/** Bodies as Meta might send them and never did, with how many updates each holds. */
export const facebookBodies = fc.oneof(
  fc.array(entry, { maxLength: 3 }).map((entries) => ({
    payload: encode({ object: 'page', entry: entries }),
    parts: entries.reduce(
      (sum, { changes, messaging, standby, changed_fields }) =>
        sum + changes.length + messaging.length + standby.length + changed_fields.length,
      0,
    ),
  })),
  fc
    .record({ object: words('page', 'user', 'instagram'), entry: anything })
    .map((body) => ({ payload: encode(body), parts: 0 })),
  fc.json().map((json) => ({ payload: new TextEncoder().encode(json), parts: 0 })),
)
