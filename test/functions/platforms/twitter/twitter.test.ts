import fc from 'fast-check'
import { twitter as sender } from '../../../../bin/local/senders/twitter.ts'
import { isChallenge } from '../../../../functions/platforms/twitter/answer-crc.ts'
import { twitter } from '../../../../functions/platforms/twitter/index.ts'
import { describePlatform } from '../../../contracts/platform-contract.ts'
import { receivedAt } from '../../../contracts/webhook-request.ts'

const account = '700100200300400500'

const encode = (body: unknown) => new TextEncoder().encode(JSON.stringify(body))

const post = (id: number) => ({
  id_str: String(1992000000000000000n + BigInt(id)),
  text: `@acme_service Nachricht ${id}`,
  user: { id_str: '1650000000000000001', screen_name: 'aenne_gruen' },
  timestamp_ms: '1795203801482',
})

const anne = '1650000000000000001'
const boris = { id_str: '1650000000000000002', screen_name: 'boris_b' }
const posted = (status: object) => encode({ for_user_id: account, tweet_create_events: [status] })

const challenge = (query: string) => ({
  method: 'GET',
  query: new URLSearchParams(query),
  headers: new Headers(),
  body: new Uint8Array(),
  receivedAt: new Date(receivedAt),
})

const eventLists = [
  'tweet_create_events',
  'tweet_delete_events',
  'favorite_events',
  'direct_message_events',
  'direct_message_mark_read_events',
  'follow_events',
  'hologram_events',
]
const types = [
  'post.create',
  'PostMentionCreate',
  'post.delete',
  'like.create',
  'dm.received',
  'chat.sent',
  'x.y',
]

const accountActivity = fc.record({
  for_user_id: fc.oneof(fc.constant(account), fc.jsonValue()),
  list: fc.constantFrom(...eventLists),
  items: fc.array(fc.jsonValue(), { minLength: 1, maxLength: 5 }),
})
const activity = fc.record({
  event_type: fc.oneof(fc.constantFrom(...types), fc.string()),
  filter: fc.oneof(fc.constant({ user_id: account }), fc.jsonValue()),
  payload: fc.jsonValue(),
  includes: fc.jsonValue(),
})

describePlatform({
  adapter: twitter,
  sender,
  fixtures: new URL('./fixtures/', import.meta.url),
  valid: encode({ for_user_id: account, tweet_create_events: [post(1)] }),
  otherSecrets: {
    consumerSecrets: ['another-twitter-consumer-secret'],
    clientSecrets: ['another-twitter-client-secret'],
  },
  twice: encode({ for_user_id: account, tweet_create_events: [post(1), post(1)] }),
  batch: (count) =>
    encode({
      for_user_id: account,
      tweet_create_events: Array.from({ length: count }, (_, index) => post(index)),
    }),
  unknown: encode({ for_user_id: account, hologram_events: [{ id: '1' }] }),
  bodies: fc.oneof(
    fc.jsonValue().map((body) => ({ payload: encode(body), parts: 1 })),
    accountActivity.map(({ for_user_id, list, items }) => ({
      payload: encode({ for_user_id, [list]: items }),
      // A list is one thing where its account or its kind is unknown.
      parts: for_user_id === account && list !== 'hologram_events' ? items.length : 1,
    })),
    fc
      .array(activity, { minLength: 1, maxLength: 4 })
      .map((data) => ({ payload: encode({ data }), parts: data.length })),
    fc.jsonValue().map((data) => ({ payload: encode({ data, matching_rules: [] }), parts: 1 })),
  ),
  story: {
    message: posted(post(101)),
    reply: posted({
      ...post(102),
      user: boris,
      in_reply_to_status_id_str: post(101).id_str,
      in_reply_to_user_id_str: anne,
    }),
    another: posted({ ...post(103), user: boris }),
    edit: posted({ ...post(104), edit_history_tweet_ids: [post(101).id_str, post(104).id_str] }),
    reaction: encode({
      for_user_id: account,
      favorite_events: [
        { id: 'c1f0', timestamp_ms: 1795203840140, favorited_status: post(101), user: boris },
      ],
    }),
    answer: posted({
      ...post(105),
      text: '@aenne_gruen Wir kümmern uns.',
      user: { id_str: account, screen_name: 'acme_service' },
      in_reply_to_status_id_str: post(101).id_str,
      in_reply_to_user_id_str: anne,
    }),
    deletion: encode({
      for_user_id: account,
      tweet_delete_events: [
        { status: { id: post(101).id_str, user_id: anne }, timestamp_ms: '1795203900593' },
      ],
    }),
  },
  refuses: isChallenge,
  handshake: {
    accepted: [
      {
        request: challenge('crc_token=foo'),
        body: '{"response_token":"sha256=bO1BJLGGiiOZbhs3Efyf2zFOAEHLWHWVM9aBjEhz2fY="}',
      },
      {
        // A plus sign of a query string reads as a blank.
        request: challenge('crc_token=a+b/c-d_e=&nonce=1'),
        body: '{"response_token":"sha256=NIv0RbJszBh6ASO1tBzUkUnB+0MrsXkFYvI8dxl2/k4="}',
      },
    ],
    refused: [
      challenge(''),
      challenge('crc_token='),
      challenge('crc_token=ab'),
      challenge(`crc_token=${'a'.repeat(257)}`),
      challenge(`crc_token=${encodeURIComponent('{"for_user_id":"1"}')}`),
      challenge('crc_token=foo%0A'),
      challenge('hub.challenge=foo'),
    ],
  },
})
