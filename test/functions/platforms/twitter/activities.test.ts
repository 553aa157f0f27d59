import { describe, expect, it } from 'vitest'
import { acme, activity, anne, boris, postV2, read, readOne } from './read.ts'

const directMessage = (fields: Record<string, unknown> = {}) => ({
  type: 'message_create',
  id: '201',
  created_timestamp: '1795203860557',
  message_create: { sender_id: anne, target: { recipient_id: acme }, message_data: { text: 'hallo' } },
  ...fields,
})
const chat = (fields: Record<string, unknown> = {}) => ({
  id: 'a-1',
  sender_id: anne,
  conversation_id: `${anne}:${acme}`,
  encoded_event: 'CwAB',
  ...fields,
})

describe('direct messages', () => {
  it('of the same two are one conversation, whichever API tells and whoever speaks', async () => {
    const answer = { sender_id: acme, target: { recipient_id: anne }, message_data: { text: 'ja' } }
    const bodies = [
      { for_user_id: acme, direct_message_events: [directMessage()] },
      { for_user_id: acme, direct_message_events: [directMessage({ message_create: answer })] },
      activity('dm.received', { direct_message_events: [directMessage()] }),
      activity('chat.received', chat()),
      activity('chat.sent', chat({ sender_id: acme, conversation_id: `${acme}-${anne}` })),
      activity('dm.read', {
        direct_message_mark_read_events: [
          { sender_id: anne, target: { recipient_id: acme }, last_read_event_id: '201' },
        ],
      }),
    ]
    const ids = await Promise.all(bodies.map(async (body) => (await readOne(body)).conversation.id))
    // By number, not by letter: the shorter id is the lower one.
    expect(new Set(ids)).toEqual(new Set([`twitter:dm/${acme}-${anne}`]))
  })

  it('are one event, whichever API tells', async () => {
    const first = await readOne({ for_user_id: acme, direct_message_events: [directMessage()] })
    const second = await readOne(activity('dm.received', { direct_message_events: [directMessage()] }))
    expect(second.id).toBe(first.id)
    expect(second).toMatchObject({ surface: 'direct_message', visibility: 'private', addressing: 'direct' })
  })

  it('are quarantined where they are between others, each for itself', async () => {
    const message_create = { sender_id: anne, target: { recipient_id: boris }, message_data: { text: 'a' } }
    const { events, quarantined } = await read(
      activity('dm.received', {
        direct_message_events: [directMessage({ message_create }), directMessage(), {}],
      }),
    )
    expect(events).toHaveLength(1)
    expect(quarantined).toHaveLength(2)
  })

  it.each([{}, { direct_message_events: [] }, 'text', undefined])(
    'are quarantined where %j holds none',
    async (payload) => {
      const { events, quarantined } = await read(activity('dm.received', payload))
      expect(events).toEqual([])
      expect(quarantined).toMatchObject([{ what: 'dm.received' }])
    },
  )

  it('give their media with the account’s token only', async () => {
    const media = { type: 'photo', media_url_https: 'https://ton.x.com/a.jpg', url: 'https://t.co/abc' }
    const message_data = { text: 'Bild https://t.co/abc', attachment: { type: 'media', media } }
    const message_create = { sender_id: anne, target: { recipient_id: acme }, message_data }
    const { message } = await readOne({
      for_user_id: acme,
      direct_message_events: [directMessage({ message_create })],
    })
    expect(message?.text).toBe('Bild')
    expect(message?.attachments).toEqual([
      {
        type: 'image/jpeg',
        state: 'remote',
        url: 'https://ton.x.com/a.jpg',
        details: { access: 'with the OAuth token of the account', account: acme },
      },
    ])
  })

  it('say which place is beyond understanding', async () => {
    const message_data = { text: '', attachment: { type: 'location', location: { type: 'orbit' } } }
    const message_create = { sender_id: anne, target: { recipient_id: acme }, message_data }
    const { message } = await readOne({
      for_user_id: acme,
      direct_message_events: [directMessage({ message_create })],
    })
    expect(message?.attachments).toMatchObject([{ type: 'location', state: 'unavailable' }])
  })
})

describe('encrypted chats', () => {
  it('are messages that nobody here can read', async () => {
    const event = await readOne(activity('chat.received', chat()))
    expect(event).toMatchObject({ kind: 'message.created', direction: 'inbound', visibility: 'private' })
    expect(event.message).toEqual({ id: 'twitter:a-1', attachments: [], withheld: 'encrypted' })
  })

  it('keep the id of a group', async () => {
    const event = await readOne(activity('chat.received', chat({ conversation_id: 'g1992' })))
    expect(event.conversation.id).toBe('twitter:dm/g1992')
  })

  it.each(['chat.conversation_join', 'chat.conversation.join', 'ChatConversationJoin'])(
    'begin with %s',
    async (type) => {
      expect(await readOne(activity(type, chat()))).toMatchObject({
        kind: 'conversation.started',
        actor: { id: anne },
      })
    },
  )
})

describe('likes', () => {
  const like = { id: 'f00', liked_tweet_id: '50', liked_tweet_author_id: acme }

  it('of the account’s posts are by someone whom X does not tell', async () => {
    const event = await readOne(activity('like.create', like))
    expect(event).toMatchObject({
      kind: 'reaction.added',
      direction: 'inbound',
      target: { messageId: 'twitter:50' },
    })
    expect(event).not.toHaveProperty('actor')
  })

  it.each([
    [{ ...like, liked_tweet_author_id: anne }, { user_id: acme }],
    [like, { user_id: acme, direction: 'outbound' }],
  ])('by the account are its own', async (payload, filter) => {
    expect(await readOne(activity('like.create', payload, { filter }))).toMatchObject({
      direction: 'outbound',
      actor: { role: 'company', id: acme },
    })
  })
})

describe('deletions', () => {
  it('name the message, and nothing else that is known', async () => {
    const event = await readOne(activity('post.delete', { id: '50', author_id: acme }))
    expect(event).toMatchObject({
      kind: 'message.deleted',
      direction: 'outbound',
      conversation: { id: 'twitter:50', match: 'none' },
      message: { id: 'twitter:50', attachments: [] },
      occurredAtSource: 'received',
    })
  })

  it('are by whom they say', async () => {
    const event = await readOne({
      for_user_id: acme,
      tweet_delete_events: [{ status: { id: 50, user_id: anne }, timestamp_ms: '1795203900593' }],
    })
    expect(event).toMatchObject({
      direction: 'inbound',
      actor: { id: anne },
      occurredAt: '2026-11-20T19:45:00.593Z',
    })
  })

  it('need not say by whom', async () => {
    expect(await readOne(activity('post.delete', { id: '50' }))).not.toHaveProperty('actor')
  })
})

describe('activities', () => {
  it.each(['post.create', 'PostCreate', 'post_create'])('are known as %s', async (type) => {
    expect(await readOne(activity(type, postV2()))).toEqual(await readOne(activity('post.create', postV2())))
  })

  it('are the same event with another uuid, another tag or a wrapped post', async () => {
    const plain = await readOne(activity('post.create', postV2()))
    const again = activity('post.create', { data: postV2() }, { event_uuid: '-9', tag: 'again' })
    expect(await readOne(again)).toEqual(plain)
  })

  it('take users plain or wrapped, in a list or by id, and do without', async () => {
    const user = { id: anne, name: 'Änne', username: 'aenne_gruen' }
    for (const users of [[user], [{ data: user }], { [anne]: user }, { [anne]: { data: user } }]) {
      const event = await readOne(activity('post.create', postV2(), { includes: { users } }))
      expect(event.author).toMatchObject({
        name: 'Änne',
        handle: 'aenne_gruen',
        url: 'https://x.com/aenne_gruen',
      })
    }
    expect((await readOne(activity('post.create', postV2(), { includes: 'none' }))).author?.id).toBe(anne)
  })

  it('are told at the time of their notification where they tell no own', async () => {
    const created_at = '2026-11-20T19:43:20.000Z'
    expect(await readOne(activity('post.delete', { id: '50' }, { created_at }))).toMatchObject({
      occurredAt: created_at,
      occurredAtSource: 'notification',
    })
  })

  it('are quarantined where they name no account', async () => {
    for (const type of ['post.delete', 'like.create', 'dm.received', 'chat.received']) {
      const { quarantined } = await read(activity(type, {}, { filter: {} }))
      expect(quarantined).toMatchObject([{ what: type, why: 'not of the documented shape: user_id' }])
    }
  })

  it('tell operators of a withdrawn authorisation, and nobody else', async () => {
    const revoked = { what: 'revocation', notice: true }
    const { events, ignored } = await read(activity('oauth.revoke', { user_id: acme }, { filter: {} }))
    expect(events).toEqual([])
    expect(ignored).toMatchObject([revoked])
    expect((await read({ user_event: { revoke: { source: { user_id: acme } } } })).ignored).toMatchObject([
      revoked,
    ])
  })
})

describe('account activity', () => {
  it('is quarantined list by list where no account is named', async () => {
    const { quarantined } = await read({ tweet_create_events: [{}], follow_events: [{}] })
    expect(quarantined.map(({ what }) => what)).toEqual(['tweet_create_events', 'follow_events'])
  })

  it('is quarantined where its kind is unknown, beside what is known', async () => {
    const { ignored, quarantined } = await read({ for_user_id: acme, follow_events: [{}], Ä_events: [] })
    expect(ignored).toHaveLength(1)
    expect(quarantined).toMatchObject([{ what: 'account activity', part: { Ä_events: [] } }])
  })

  it('is quarantined where a list is none', async () => {
    const { quarantined } = await read({ for_user_id: acme, tweet_create_events: {} })
    expect(quarantined).toMatchObject([{ why: 'not a list' }])
  })

  it.each(['Complete', 'Incomplete'])('tells operators of a replay that is %s', async (job_state) => {
    const { ignored } = await read({ replay_job_status: { job_state } })
    expect(ignored).toMatchObject([{ what: 'replay', notice: true }])
  })

  it('is quarantined where a notice is of a new kind', async () => {
    const { quarantined } = await read({
      user_event: { pardon: {} },
      replay_job_status: { job_state: 'Asleep' },
    })
    expect(quarantined).toHaveLength(2)
  })
})
